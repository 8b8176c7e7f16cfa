import { isProblemError, type Problem } from "../errors/problem";
import { applyAccept, type AcceptedProblem } from "./accept";
import { loadSites, type LoadedSite } from "./load";
import { diskFiles, type SiteFiles } from "./load/files";
import { inOrder } from "./load/order";
import type { SourceMap } from "./load/source-map";
import type { Decision, ResolvedSite, ResolveSite, Site } from "./site";
import type { SiteSpec } from "./spec";

/** A site that was read and resolved. It may still have errors: look at the problems before building it. */
export interface OpenedSite {
  readonly file: string;
  readonly spec: SiteSpec;
  readonly site: Site;
  /** Why each value is what it is. */
  readonly decisions: readonly Decision[];
  readonly sources: SourceMap;
}

export interface OpenedSites {
  readonly sites: readonly OpenedSite[];
  /** Every problem of every site by file and line, without accepted warnings. */
  readonly problems: readonly Problem[];
  readonly accepted: readonly AcceptedProblem[];
  /** Site files that were looked at. */
  readonly total: number;
}

/** The steps between the file and the site. */
export interface Pipeline {
  readonly resolve: ResolveSite;
  readonly check: (resolved: ResolvedSite, spec: SiteSpec) => readonly Problem[];
}

export interface OpenOptions {
  /** @default the file system of this machine */
  readonly files?: SiteFiles;
  /** Told after each site. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** How sites are opened; commands take it as a parameter. */
export type OpenSites = (targets: readonly string[], options?: OpenOptions) => OpenedSites;

/** Opens sites with steps of the caller's choice. A user's mistake never throws. */
export function openSitesWith(
  pipeline: Pipeline,
  targets: readonly string[],
  options: OpenOptions = {},
): OpenedSites {
  const loaded = loadSites(targets, options.files ?? diskFiles);
  const opened = loaded.sites.map((site, index) => {
    const result = openSite(pipeline, site);
    options.onProgress?.(index + 1, loaded.sites.length);
    return result;
  });
  return {
    sites: opened.flatMap(({ site }) => site ?? []),
    problems: inOrder([...loaded.problems, ...opened.flatMap(({ problems }) => problems)]),
    accepted: opened.flatMap(({ accepted }) => accepted),
    total: loaded.sites.length,
  };
}

/** True when nothing stands against building the sites. */
export function mayBuild(problems: readonly Problem[]): boolean {
  return problems.every(({ severity }) => severity !== "error");
}

interface Opening {
  readonly site?: OpenedSite;
  readonly problems: readonly Problem[];
  readonly accepted: readonly AcceptedProblem[];
}

function openSite(pipeline: Pipeline, loaded: LoadedSite): Opening {
  const { file, directory, spec, sources } = loaded;
  if (!spec || !sources) return { problems: [], accepted: [] };
  const place = (problem: Problem): Problem => ({ ...problem, ...sources.locate(problem.path) });
  try {
    const resolved = pipeline.resolve(spec, { directory });
    const found = pipeline.check(resolved, spec).map(place);
    const judged = applyAccept(found, spec.accept ?? []);
    return { site: { file, spec, ...resolved, sources }, ...judged };
  } catch (error) {
    if (!isProblemError(error)) throw error;
    return { problems: error.problems.map(place), accepted: [] };
  }
}
