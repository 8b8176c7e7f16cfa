import { dirname, isAbsolute, join } from "node:path";
import { problem } from "../../errors/catalogue";
import type { Problem } from "../../errors/problem";
import { errorCode, type SiteFiles } from "./files";
import { merge } from "./merge";
import { parseSource } from "./parse";
import { FILE_PROBLEMS } from "./problems";
import { readText } from "./read";
import { findSecrets, secretText } from "./secrets";
import type { SourcedEntry, SourcedMap } from "./sourced";
import { quoteAll } from "./wording";

/** A file with everything it extends laid under it. `root` is absent when a file of the chain can't be used. */
export interface ExtendedFile {
  readonly root?: SourcedMap;
  readonly problems: readonly Problem[];
}

/** One file by itself, without its base. */
interface SingleFile extends ExtendedFile {
  readonly extends?: SourcedEntry;
}

/** Reads files and the files that they extend; a base shared by many sites is read once. */
export class ExtendReader {
  private readonly read = new Map<string, SingleFile>();

  public constructor(private readonly files: SiteFiles) {}

  /** `chain` holds the real paths of the files that led here. */
  public load(file: string, chain: readonly string[] = []): ExtendedFile {
    const identity = this.identify(file);
    const single = this.single(file, identity);
    const entry = single.extends;
    if (!single.root || !entry) return single;
    const base = this.loadBase(file, entry, [...chain, identity]);
    const problems = [...single.problems, ...base.problems];
    return base.root ? { root: merge(base.root, single.root), problems } : { problems };
  }

  private loadBase(file: string, entry: SourcedEntry, chain: readonly string[]): ExtendedFile {
    const { value } = entry;
    const text = value.kind === "scalar" ? value.value : undefined;
    if (typeof text !== "string" || text === "" || text.includes("\0")) {
      return {
        problems: [
          problem(FILE_PROBLEMS.badExtends, {
            path: "extends",
            message: "the value is not a path",
            expected: "the path of one file",
            ...value.place,
          }),
        ],
      };
    }
    const base = isAbsolute(text) ? text : join(dirname(file), text);
    if (!this.exists(base)) {
      return {
        problems: [
          problem(FILE_PROBLEMS.extendsNowhere, {
            path: "extends",
            message: `${named(base)} does not exist`,
            expected: "an existing file",
            ...value.place,
          }),
        ],
      };
    }
    if (chain.includes(this.identify(base))) {
      return {
        problems: [
          problem(FILE_PROBLEMS.extendsCircle, {
            path: "extends",
            message: `${named(base)} leads back to this file`,
            expected: "a base that does not extend this file",
            ...value.place,
          }),
        ],
      };
    }
    return this.load(base, chain);
  }

  private single(file: string, identity: string): SingleFile {
    const known = this.read.get(identity);
    if (known) return known;
    const fresh = this.readSingle(file);
    this.read.set(identity, fresh);
    return fresh;
  }

  private readSingle(file: string): SingleFile {
    const content = readText(file, this.files);
    if ("problem" in content) return { problems: [content.problem] };
    const parsed = parseSource(file, content.text);
    if (!parsed.root) return { problems: parsed.problems };
    const entries = new Map(parsed.root.entries);
    const base = entries.get("extends");
    entries.delete("extends");
    const root: SourcedMap = { ...parsed.root, entries };
    return { root, extends: base, problems: findSecrets(root) };
  }

  private exists(file: string): boolean {
    try {
      this.files.facts(file);
      return true;
    } catch (error) {
      return !["ENOENT", "ENOTDIR"].includes(errorCode(error));
    }
  }

  private identify(file: string): string {
    try {
      return this.files.real(file);
    } catch {
      return file;
    }
  }
}

/** A path that a file wrote, fit to be shown. */
function named(path: string): string {
  return secretText(path) === undefined ? quoteAll([path]) : "a path that is not shown here";
}
