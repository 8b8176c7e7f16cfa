import { dirname, resolve } from "node:path";
import { problem } from "../../errors/catalogue";
import type { Problem } from "../../errors/problem";
import type { SiteSpec } from "../spec";
import { ExtendReader } from "./extend";
import { diskFiles, type SiteFiles } from "./files";
import { inOrder } from "./order";
import { FILE_PROBLEMS } from "./problems";
import { SourceMap } from "./source-map";
import { findTargets } from "./targets";
import { validate } from "./validate";

/** A site file after reading, extending and validating. */
export interface LoadedSite {
  /** The file as it was named. */
  readonly file: string;
  /** Absolute path of the folder that relative paths in the file start from. */
  readonly directory: string;
  /** Absent when the file can't be used; then there is a problem that says why. */
  readonly spec?: SiteSpec;
  /** Where each value came from. Absent when the file has no values. */
  readonly sources?: SourceMap;
  /** Problems of this file and of the files that it extends. */
  readonly problems: readonly Problem[];
}

export interface LoadedSites {
  readonly sites: readonly LoadedSite[];
  /** Problems of all sites and of the targets, once each, by file and line. */
  readonly problems: readonly Problem[];
}

/** Reads one site file. Whatever is wrong becomes a problem; nothing is thrown. */
export function loadSite(file: string, files: SiteFiles = diskFiles): LoadedSite {
  return load(file, new ExtendReader(files));
}

/** Reads every site behind the files and folders named. */
export function loadSites(
  targets: readonly string[],
  files: SiteFiles = diskFiles,
  onProgress: (done: number, total: number) => void = () => undefined,
): LoadedSites {
  const found = findTargets(targets, files);
  const reader = new ExtendReader(files);
  const sites = found.files.map((file, index) => {
    const site = load(file, reader);
    onProgress(index + 1, found.files.length);
    return site;
  });
  const problems = [...found.problems, ...sites.flatMap((site) => site.problems), ...sameNames(sites)];
  return { sites, problems: inOrder(problems) };
}

function load(file: string, reader: ExtendReader): LoadedSite {
  const directory = dirname(resolve(file));
  const extended = reader.load(file);
  if (!extended.root) return { file, directory, problems: inOrder(extended.problems) };
  const { spec, problems } = validate(extended.root);
  return {
    file,
    directory,
    spec,
    sources: new SourceMap(extended.root),
    problems: inOrder([...extended.problems, ...problems]),
  };
}

function sameNames(sites: readonly LoadedSite[]): readonly Problem[] {
  const byName = new Map<string, LoadedSite[]>();
  for (const site of sites) {
    if (site.spec) byName.set(site.spec.name, [...(byName.get(site.spec.name) ?? []), site]);
  }
  return [...byName].flatMap(([name, same]) =>
    same.length < 2
      ? []
      : same.map((site) => {
          const other = same.find((candidate) => candidate !== site) ?? site;
          return problem(FILE_PROBLEMS.sameName, {
            path: "name",
            message: `the name "${name}" is also used by ${other.file}`,
            expected: "a name that no other site has",
            ...(site.sources?.locate("name") ?? { file: site.file, line: 1, column: 1 }),
          });
        }),
  );
}
