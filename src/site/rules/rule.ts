import type { ProblemKind } from "../../errors/catalogue";
import type { Site } from "../site";
import type { SiteSpec } from "../spec";

/** One place where a site breaks a rule. The loader adds file, line and column from the path. */
export interface Finding {
  /** Path in the site file, e.g. `mattermost.replicas`. */
  readonly path: string;
  /** What is wrong, with the value seen. */
  readonly message: string;
  /** What would have been right. */
  readonly expected: string;
  /** A more exact fix than the rule's own. */
  readonly fix?: string;
}

/**
 * A rule that a resolved site must keep.
 *
 * - `when` rules look at one place: they read as "when this holds, say that".
 * - `find` rules look at several places, or at a part that only some sites have.
 */
export type Rule = WhenRule | FindRule;

interface RuleKind extends ProblemKind {
  /** The vendor's page or limit that the rule comes from. */
  readonly reference: string;
}

export interface WhenRule extends RuleKind {
  /** Place of the value in the site file. */
  readonly path: string;
  readonly when: (site: Site, spec: SiteSpec) => boolean;
  readonly message: (site: Site) => string;
  readonly expected: string | ((site: Site) => string);
}

export interface FindRule extends RuleKind {
  readonly find: (site: Site, spec: SiteSpec) => readonly Finding[];
}

/** A list of rules; as a call, so that each function in it takes its types from here. */
export function rules(...list: readonly Rule[]): readonly Rule[] {
  return list;
}

/** Every place where a site breaks a rule. */
export function findingsOf(rule: Rule, site: Site, spec: SiteSpec): readonly Finding[] {
  if ("find" in rule) return rule.find(site, spec);
  if (!rule.when(site, spec)) return [];
  const { path, message, expected } = rule;
  return [
    { path, message: message(site), expected: typeof expected === "string" ? expected : expected(site) },
  ];
}
