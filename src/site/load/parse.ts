import { isAlias, isMap, isScalar, isSeq, type ParsedNode, type YAMLMap } from "yaml";
import { problem } from "../../errors/catalogue";
import type { Problem } from "../../errors/problem";
import { FILE_PROBLEMS } from "./problems";
import {
  formatPath,
  type Place,
  type Segment,
  type Sourced,
  type SourcedEntry,
  type SourcedMap,
} from "./sourced";
import { MAX_VALUES, parseSyntax } from "./syntax";

/** A parsed file: its values with their places, or why there are none. */
export interface ParsedFile {
  readonly root?: SourcedMap;
  readonly problems: readonly Problem[];
}

/** Turns the text of a site file into values that remember their places. Never throws. */
export function parseSource(file: string, text: string): ParsedFile {
  const { document, placeAt, problems } = parseSyntax(file, text);
  if (problems.length > 0) return { problems };
  const start: Place = { file, line: 1, column: 1 };
  const contents = document?.contents;
  if (!contents || (isScalar(contents) && contents.value === null)) {
    return {
      problems: [
        problem(FILE_PROBLEMS.empty, {
          path: "",
          message: "the file is empty",
          expected: "a site",
          ...start,
        }),
      ],
    };
  }
  const reader = new NodeReader(placeAt);
  const root = reader.read(contents, [], start);
  if (reader.problems.length > 0) return { problems: reader.problems };
  if (root.kind !== "map") {
    const found = root.kind === "list" ? "a list" : "plain text";
    return {
      problems: [
        problem(FILE_PROBLEMS.notASite, {
          path: "",
          message: `the file holds ${found}`,
          expected: "keys and values",
          ...start,
        }),
      ],
    };
  }
  return { root, problems: [] };
}

/** Reads composed YAML nodes in the order of the file. An alias gives the value of its anchor again, within limits. */
class NodeReader {
  public readonly problems: Problem[] = [];
  private readonly anchors = new Map<string, { readonly node: Sourced; readonly size: number }>();
  private size = 0;

  public constructor(private readonly placeAt: (offset: number) => Place) {}

  /** `near` is the place of the key, for values that are not written. */
  public read(node: ParsedNode | null, path: readonly Segment[], near: Place): Sourced {
    if (!node) return { kind: "scalar", place: near, value: null };
    const place = this.placeAt(node.range[0]);
    if (isAlias(node)) return this.readAlias(node.source, path, place);
    const before = this.size;
    this.size += 1;
    const value = this.readValue(node, path, place);
    if (node.anchor) this.anchors.set(node.anchor, { node: value, size: this.size - before });
    return value;
  }

  private readValue(node: ParsedNode, path: readonly Segment[], place: Place): Sourced {
    if (isMap(node)) return this.readMap(node, path, place);
    if (isSeq(node)) {
      const items = node.items.map((item, index) => this.read(item, [...path, index], place));
      return { kind: "list", place, items };
    }
    return { kind: "scalar", place, value: scalarValue(isScalar(node) ? node.value : null) };
  }

  private readMap(node: YAMLMap.Parsed, path: readonly Segment[], place: Place): SourcedMap {
    const entries = new Map<string, SourcedEntry>();
    for (const pair of node.items) {
      const at = this.placeAt(pair.key.range[0]);
      const name = isScalar(pair.key) ? String(scalarValue(pair.key.value) ?? "") : "";
      if (name === "" || name === "__proto__") {
        this.report(FILE_PROBLEMS.badKey, path, at, "a key that is not plain text", "a name");
        continue;
      }
      const first = entries.get(name);
      if (first) {
        const message = `the key is also written on line ${first.key.line}`;
        this.report(FILE_PROBLEMS.duplicateKey, [...path, name], at, message, "each key once");
      }
      entries.set(name, { key: at, value: this.read(pair.value, [...path, name], at) });
    }
    return { kind: "map", place, entries };
  }

  private readAlias(name: string, path: readonly Segment[], place: Place): Sourced {
    const anchor = this.anchors.get(name);
    this.size += anchor?.size ?? 1;
    if (!anchor) {
      this.report(
        FILE_PROBLEMS.syntax,
        path,
        place,
        "an alias without an anchor before it",
        "an anchor above the alias",
      );
    } else if (this.size > MAX_VALUES) {
      const message = `aliases make more than ${MAX_VALUES} values`;
      if (!this.problems.some(({ code }) => code === FILE_PROBLEMS.explosion.code)) {
        this.report(FILE_PROBLEMS.explosion, path, place, message, `at most ${MAX_VALUES} values`);
      }
    } else {
      return anchor.node;
    }
    return { kind: "scalar", place, value: null };
  }

  private report(
    kind: (typeof FILE_PROBLEMS)["badKey"],
    path: readonly Segment[],
    place: Place,
    message: string,
    expected: string,
  ): void {
    this.problems.push(problem(kind, { path: formatPath(path), message, expected, ...place }));
  }
}

function scalarValue(value: unknown): string | number | boolean | null {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  return typeof value === "bigint" ? Number(value) : null;
}
