import {
  POLICY_EXCEPTIONS,
  type PolicyException,
  type PolicyTool,
} from "../../../../src/catalog/policy-exceptions";
import type { Finding } from "./finding";

/** One accepted check on one pattern of objects. */
interface Pair {
  readonly tool: PolicyTool;
  readonly check: string;
  readonly scope: string;
}

const PAIRS: readonly Pair[] = POLICY_EXCEPTIONS.flatMap(({ findings, scopes }: PolicyException) =>
  findings.flatMap((finding) => scopes.map((scope) => ({ ...finding, scope }))),
);

/** Findings that nobody gave a reason for. */
export function unexplained(findings: readonly Finding[]): readonly string[] {
  const open = findings.filter((finding) => !PAIRS.some((pair) => covers(pair, finding)));
  return [...new Set(open.map(({ check, object, message }) => `${check} ${object} (${message})`))].sort();
}

/** Reasons that no finding needs any more. */
export function unused(findings: readonly Finding[]): readonly string[] {
  return PAIRS.filter((pair) => !findings.some((finding) => covers(pair, finding))).map(
    ({ tool, check, scope }) => `${tool} ${check} on ${scope}`,
  );
}

function covers(pair: Pair, finding: Finding): boolean {
  return pair.tool === finding.tool && pair.check === finding.check && matches(pair.scope, finding.object);
}

function matches(pattern: string, text: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(text);
}
