import { join } from "node:path";
import type { Problem } from "../../errors/problem";
import type { SiteFiles } from "./files";
import { FILE_PROBLEMS } from "./problems";
import { accessProblem, fileProblem } from "./read";

/** Folders that never hold sites of their own. */
const SKIPPED_FOLDERS: ReadonlySet<string> = new Set(["node_modules", "cdktf.out"]);

/** The site files that a person named. */
export interface Targets {
  readonly files: readonly string[];
  readonly problems: readonly Problem[];
}

/** Finds the site files behind files and folders, each file once, in a stable order. Never throws. */
export function findTargets(targets: readonly string[], files: SiteFiles): Targets {
  const search = new TargetSearch(files);
  for (const target of targets) search.add(target);
  return { files: [...search.found.values()], problems: search.problems };
}

class TargetSearch {
  /** Files as they were named, by their real path. */
  public readonly found = new Map<string, string>();
  public readonly problems: Problem[] = [];
  private readonly visited = new Set<string>();

  public constructor(private readonly files: SiteFiles) {}

  public add(target: string): void {
    try {
      if (this.files.facts(target).kind !== "directory") {
        this.keep(target);
        return;
      }
      const before = this.problems.length;
      if (!this.searchFolder(target) && this.problems.length === before) {
        this.problems.push(
          fileProblem(FILE_PROBLEMS.noSites, target, {
            message: `"${target}" holds no site file`,
            expected: "a `site.yaml` or a `<name>.site.yaml`",
          }),
        );
      }
    } catch (error) {
      this.problems.push(accessProblem(target, error));
    }
  }

  /** True when a site file is in the folder or below it. A folder is searched once, so links can't lead in circles. */
  private searchFolder(folder: string): boolean {
    const real = this.files.real(folder);
    if (this.visited.has(real)) return true;
    this.visited.add(real);
    let found = false;
    for (const name of [...this.files.list(folder)].sort()) {
      const path = join(folder, name);
      const folderMayHold = !name.startsWith(".") && !SKIPPED_FOLDERS.has(name);
      const isSite = name === "site.yaml" || (name.endsWith(".site.yaml") && !name.startsWith("."));
      if (!isSite && !folderMayHold) continue;
      found = this.visit(path, isSite) || found;
    }
    return found;
  }

  private visit(path: string, isSite: boolean): boolean {
    try {
      const { kind } = this.files.facts(path);
      if (kind === "directory") return this.searchFolder(path);
      if (isSite) this.keep(path);
      return isSite;
    } catch (error) {
      // A broken link beside the sites is nobody's site.
      if (isSite || accessProblem(path, error).code === FILE_PROBLEMS.unreadable.code) {
        this.problems.push(accessProblem(path, error));
      }
      return false;
    }
  }

  private keep(path: string): void {
    let real = path;
    try {
      real = this.files.real(path);
    } catch {
      // Reading it will say what is wrong.
    }
    if (!this.found.has(real)) this.found.set(real, path);
  }
}
