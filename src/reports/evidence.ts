import type { IConstruct } from "constructs";
import { POLICY_EXCEPTIONS } from "../catalog/policy-exceptions";
import type { Namespace } from "../constructs/kubernetes/namespace";
import type { Weakening } from "../constructs/kubernetes/pod";
import { Workload } from "../constructs/kubernetes/workload";
import type { AcceptedProblem } from "../site/accept";
import { firewallMatrix, matrixTable, type MatrixRow } from "./firewall-matrix";
import type { PublicWay } from "./public-ways";
import { compareCells, type Table } from "./table";

/** A setting of pods that is weaker than Pod Security "restricted". */
export interface WeakeningRow {
  readonly workload: string;
  readonly namespace: string;
  /** e.g. `hostNetwork`, `addCapability NET_BIND_SERVICE` */
  readonly setting: string;
  readonly reason: string;
}

export interface NamespaceRow {
  readonly namespace: string;
  readonly podSecurity: string;
  /** Why it isn't "restricted"; undefined when it is. */
  readonly reason?: string;
}

/** A secret that Terraform keeps in its state, because nothing else could make it. */
export interface StateRow {
  /** Path of the construct. */
  readonly construct: string;
  readonly reason: string;
}

export interface AcceptedRow {
  readonly code: string;
  readonly path: string;
  readonly message: string;
  readonly reason: string;
}

/** Findings of policy linters that every site lives with. */
export interface LintRow {
  /** Checks by the tools' own names. */
  readonly findings: readonly string[];
  /** Objects as `Kind namespace/name`; `*` stands for any text. */
  readonly objects: readonly string[];
  readonly reason: string;
}

/** What an accreditor asks first: where the site is weaker than it could be, and why. */
export interface Evidence {
  /** Pod Security of every namespace that is made. */
  readonly namespaces: readonly NamespaceRow[];
  readonly weakenings: readonly WeakeningRow[];
  readonly keptInState: readonly StateRow[];
  /** Addresses on the internet that lead into the site. */
  readonly publicWays: readonly PublicWay[];
  /** Connections with a side that no policy can hold, or held by nobody. */
  readonly unenforced: readonly MatrixRow[];
  /** Warnings that the site file accepts. */
  readonly accepted: readonly AcceptedRow[];
  /** The same for all sites, also for parts that this one doesn't have. */
  readonly lint: readonly LintRow[];
}

/**
 * Reads the evidence off a built tree.
 * @param accepted warnings of the site file; the tree doesn't know them
 * @param publicWays those that the site file gives reasons for
 */
export function readEvidence(
  scope: IConstruct,
  accepted: readonly AcceptedProblem[] = [],
  publicWays: readonly PublicWay[] = [],
): Evidence {
  const all = scope.node.findAll();
  return {
    namespaces: all.filter(isNamespace).map(namespaceRow).sort(byTexts),
    weakenings: all.filter(Workload.isWorkload).flatMap(weakeningRows).sort(byTexts),
    keptInState: all.flatMap(stateRows).sort(byTexts),
    publicWays,
    unenforced: firewallMatrix(scope).filter(
      ({ unenforceable, enforcedBy }) => unenforceable !== undefined || enforcedBy.startsWith("nobody"),
    ),
    accepted: accepted
      .map(({ problem: { code, path, message }, reason }) => ({ code, path, message, reason }))
      .sort(byTexts),
    lint: POLICY_EXCEPTIONS.map(({ findings, scopes, reason }) => ({
      findings: findings.map(({ tool, check }) => `${tool} ${check}`),
      objects: scopes,
      reason,
    })),
  };
}

/** The evidence as titled tables. */
export function evidenceTables(evidence: Evidence): Readonly<Record<string, Table>> {
  const { namespaces, weakenings, keptInState, publicWays, unenforced, accepted, lint } = evidence;
  return {
    "Pod Security": {
      columns: ["namespace", "level", "reason"],
      rows: namespaces.map((row) => [row.namespace, row.podSecurity, row.reason ?? ""]),
    },
    "Weaker settings": {
      columns: ["namespace", "workload", "setting", "reason"],
      rows: weakenings.map((row) => [row.namespace, row.workload, row.setting, row.reason]),
    },
    "Secrets in Terraform's state": {
      columns: ["construct", "reason"],
      rows: keptInState.map(({ construct, reason }) => [construct, reason]),
    },
    "Ways in from the internet": {
      columns: ["who", "asked for by", "from", "reason"],
      rows: publicWays.map(({ who, path, from, reason }) => [who, path, from.join(", "), reason]),
    },
    "Connections that policies can't hold": matrixTable(unenforced),
    "Accepted warnings": {
      columns: ["code", "path", "message", "reason"],
      rows: accepted.map((row) => [row.code, row.path, row.message, row.reason]),
    },
    "Accepted findings of linters, in all sites": {
      columns: ["finding", "objects", "reason"],
      rows: lint.flatMap(({ findings, objects, reason }) =>
        findings.map((finding) => [finding, objects.join(", "), reason]),
      ),
    },
  };
}

function namespaceRow({ namespaceName, podSecurity, podSecurityReason }: Namespace): NamespaceRow {
  return {
    namespace: namespaceName,
    podSecurity,
    ...(podSecurity !== "restricted" && { reason: podSecurityReason }),
  };
}

function weakeningRows({ workloadName, namespace, weakenings }: Workload): readonly WeakeningRow[] {
  return weakenings.map((weakening) => ({
    workload: workloadName,
    namespace: namespace.namespaceName,
    setting: settingOf(weakening),
    reason: weakening.reason,
  }));
}

/** Whatever says why its secret is in state. */
function stateRows(construct: IConstruct): readonly StateRow[] {
  const { inStateBecause } = construct as { readonly inStateBecause?: string };
  return inStateBecause === undefined ? [] : [{ construct: construct.node.path, reason: inStateBecause }];
}

function settingOf(weakening: Weakening): string {
  return weakening.setting === "addCapability" ? `addCapability ${weakening.capability}` : weakening.setting;
}

/** One that this library makes; those that somebody else made are only named. */
function isNamespace(construct: IConstruct): construct is Namespace {
  const { podSecurity, namespaceName } = construct as Partial<Namespace>;
  return typeof podSecurity === "string" && typeof namespaceName === "string";
}

function byTexts(a: object, b: object): number {
  return compareCells(Object.values(a).map(String), Object.values(b).map(String));
}
