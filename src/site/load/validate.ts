import type { z } from "zod";
import { problem, type ProblemKind } from "../../errors/catalogue";
import type { Problem } from "../../errors/problem";
import { siteSpec, type SiteSpec } from "../spec";
import { explainUnion } from "./alternatives";
import { FILE_PROBLEMS } from "./problems";
import { describeField, kindsWith, sectionAt, sectionsWith } from "./schema";
import {
  childOf,
  formatPath,
  isNull,
  plainValue,
  valueAt,
  walk,
  type Place,
  type Segment,
  type Sourced,
  type SourcedMap,
} from "./sourced";
import { nearest, quoteAll, seen, typeName } from "./wording";

type Issue = z.core.$ZodIssue;

/** A site file after validation; `spec` is absent when it does not fit the schema. */
export interface Validation {
  readonly spec?: SiteSpec;
  readonly problems: readonly Problem[];
}

/** Holds values against the schema of the site file and says everything that does not fit. */
export function validate(root: SourcedMap): Validation {
  // A parser that is compiled first costs more than one file's check.
  const result = siteSpec.safeParse(plainValue(root), { jitless: true });
  const site = new SiteIssues(root);
  const problems = [
    ...withoutEchoes(result.error?.issues ?? []).flatMap((issue) => site.explain(issue, [])),
    ...site.unknownNulls(),
  ];
  return result.success && problems.length === 0 ? { spec: result.data, problems } : { problems };
}

/** A number beyond all whole numbers is beyond its own limit too: that one is said, where there is one. */
function withoutEchoes(issues: readonly Issue[]): readonly Issue[] {
  const isLimit = (issue: Issue): boolean => issue.code === "too_big" || issue.code === "too_small";
  const isWidest = (issue: Issue): boolean =>
    (issue.code === "too_big" && issue.maximum === Number.MAX_SAFE_INTEGER) ||
    (issue.code === "too_small" && issue.minimum === Number.MIN_SAFE_INTEGER);
  const narrow = issues
    .filter((issue) => isLimit(issue) && !isWidest(issue))
    .map(({ path }) => path.join("."));
  return issues.filter((issue) => !isWidest(issue) || !narrow.includes(issue.path.join(".")));
}

/** Turns schema issues into problems of this file. */
class SiteIssues {
  public constructor(private readonly root: SourcedMap) {}

  public explain(issue: Issue, prefix: readonly Segment[]): readonly Problem[] {
    const path = [...prefix, ...issue.path.map(toSegment)];
    switch (issue.code) {
      case "unrecognized_keys":
        return issue.keys.map((key) => this.unknownKey([...path, key]));
      case "invalid_union":
        return this.union(issue, path);
      case "invalid_key":
        return issue.issues.map((inner) => this.badKey(path, inner.message));
      case "invalid_element":
        return withoutEchoes(issue.issues).flatMap((inner) => this.explain(inner, path));
      default:
        return this.value(issue, path);
    }
  }

  /** Keys set to null are left out of the value, so the schema never saw them. */
  public unknownNulls(): readonly Problem[] {
    return [...walk(this.root)]
      .filter(([path, node]) => isNull(node) && typeof path.at(-1) === "string")
      .filter(([path]) => !(this.knownKeys(path.slice(0, -1))?.includes(String(path.at(-1))) ?? true))
      .map(([path]) => this.unknownKey(path));
  }

  private value(issue: Issue, path: readonly Segment[]): readonly Problem[] {
    const node = valueAt(this.root, path);
    if (isUnset(node, path)) return [this.missing(path, describeIssue(issue))];
    const expected = describeIssue(issue);
    const values = issue.code === "invalid_value" ? issue.values.map(String) : [];
    const meant = node?.kind === "scalar" ? nearest(String(node.value), values) : undefined;
    const kind = issue.code === "invalid_type" ? FILE_PROBLEMS.wrongType : FILE_PROBLEMS.wrongValue;
    return [
      this.report(kind, path, {
        message: `found ${seen(node, path)}`,
        expected,
        fix: meant === undefined ? `write ${expected}` : `write "${meant}"`,
      }),
    ];
  }

  private union(issue: z.core.$ZodIssueInvalidUnion, path: readonly Segment[]): readonly Problem[] {
    if (issue.discriminator !== undefined) {
      const options = "options" in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];
      return this.value(
        { code: "invalid_value", values: options, path: [], message: "", input: undefined },
        path,
      );
    }
    const best = explainUnion(issue.errors);
    if (best.kind === "branch")
      return withoutEchoes(best.issues).flatMap((inner) => this.explain(inner, path));
    const node = valueAt(this.root, path);
    const section = node?.kind === "map" ? sectionAt(path, () => undefined) : undefined;
    if (!section || !node) {
      const expected = [...new Set(best.issues.map(describeIssue))].join(" or ");
      if (isUnset(node, path)) return [this.missing(path, expected)];
      const types = best.issues.every(({ code }) => code === "invalid_type");
      return [
        this.report(types ? FILE_PROBLEMS.wrongType : FILE_PROBLEMS.wrongValue, path, {
          message: `found ${seen(node, path)}`,
          expected,
          fix: `write ${expected}`,
        }),
      ];
    }
    const expected = `the keys of one alternative: ${section.alternatives.map((keys) => `(${quoteAll(keys)})`).join(" or ")}`;
    return [
      this.report(FILE_PROBLEMS.noAlternative, path, { message: `found ${seen(node, path)}`, expected }),
    ];
  }

  private unknownKey(path: readonly Segment[]): Problem {
    const key = String(path.at(-1));
    const known = this.knownKeys(path.slice(0, -1)) ?? [];
    const meant = nearest(key, known);
    const elsewhere = path.length === 1 ? sectionsWith(key) : [];
    const kinds = kindsWith(path.slice(0, -1), key);
    const fix =
      kinds.length > 0
        ? `remove it, or write "kind" as ${kinds.join(" or ")}`
        : meant !== undefined
          ? `write "${meant}"`
          : elsewhere.length > 0
            ? `move it under ${quoteAll(elsewhere)}`
            : FILE_PROBLEMS.unknownKey.fix;
    return this.report(
      FILE_PROBLEMS.unknownKey,
      path,
      { message: `unknown key ${quoteAll([key])}`, expected: `one of ${quoteAll(known)}`, fix },
      this.keyPlace(path),
    );
  }

  private missing(path: readonly Segment[], type: string): Problem {
    const name = String(path.at(-1));
    const doc = describeField(path);
    return this.report(FILE_PROBLEMS.missingKey, path, {
      message: `"${name}" is missing`,
      expected: doc === undefined ? type : `${type}: ${doc.replace(/\.$/, "")}`,
      fix: path.length > 1 ? `add "${name}" under "${formatPath(path.slice(0, -1))}"` : `add "${name}"`,
    });
  }

  private badKey(path: readonly Segment[], expected: string): Problem {
    const message = `the key ${quoteAll([String(path.at(-1))])} is not allowed here`;
    return this.report(
      FILE_PROBLEMS.wrongValue,
      path,
      { message, expected, fix: `rename the key: ${expected}` },
      this.keyPlace(path),
    );
  }

  private knownKeys(path: readonly Segment[]): readonly string[] | undefined {
    const kindAt = (at: readonly Segment[]): unknown => {
      const kind = valueAt(this.root, [...at, "kind"]);
      return kind && plainValue(kind);
    };
    const section = sectionAt(path, kindAt);
    return section && [...new Set(section.alternatives.flat())];
  }

  private report(
    kind: ProblemKind,
    path: readonly Segment[],
    words: { readonly message: string; readonly expected: string; readonly fix?: string },
    place: Place = this.valuePlace(path),
  ): Problem {
    return problem(kind, { ...words, path: formatPath(path), ...place });
  }

  /** Place of the key at the end of a path, or of the nearest section around it. */
  private keyPlace(path: readonly Segment[]): Place {
    let place = this.root.place;
    for (let length = 1; length <= path.length; length += 1) {
      const parent = valueAt(this.root, path.slice(0, length - 1));
      const child = parent && childOf(parent, path[length - 1] ?? "");
      if (!child) break;
      place = child.key;
    }
    return place;
  }

  private valuePlace(path: readonly Segment[]): Place {
    const node = valueAt(this.root, path);
    return node?.kind === "scalar" && node.value !== null ? node.place : this.keyPlace(path);
  }
}

/** A key without a value is not set; an item of a list always stands there. */
function isUnset(node: Sourced | undefined, path: readonly Segment[]): boolean {
  return node === undefined || (isNull(node) && typeof path.at(-1) !== "number");
}

function toSegment(part: PropertyKey): Segment {
  return typeof part === "number" ? part : String(part);
}

/** What an issue wanted, in a reader's words. */
function describeIssue(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return typeName(issue.expected);
    case "invalid_value":
      return issue.values.length === 1
        ? JSON.stringify(issue.values[0])
        : `one of ${quoteAll(issue.values.map(String))}`;
    case "too_big":
      return `${issue.inclusive === false ? "less than" : "at most"} ${issue.maximum}${unitOf(issue.origin)}`;
    case "too_small":
      return `${issue.inclusive === false ? "more than" : "at least"} ${issue.minimum}${unitOf(issue.origin)}`;
    case "invalid_format":
      return formatName(issue);
    default:
      return issue.message;
  }
}

function unitOf(origin: string): string {
  if (origin === "string") return " characters";
  return origin === "array" ? " items" : "";
}

function formatName(issue: z.core.$ZodIssueInvalidStringFormat): string {
  if (issue.format === "url") return "an address with its scheme, such as https://chat.site.example";
  if (issue.format === "cidrv4") return "an IPv4 network such as 10.20.0.0/16";
  if (issue.format === "cidrv6") return "an IPv6 network such as fd00:20::/64";
  if (issue.format === "starts_with" && "prefix" in issue)
    return `text that starts with "${String(issue.prefix)}"`;
  return issue.message;
}
