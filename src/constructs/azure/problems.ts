import type { IConstruct } from "constructs";
import type { Occurrence, ProblemKind } from "../../errors/catalogue";
import { refuse as refuseAt } from "../kubernetes/problems";

/** Kinds of problems that the Azure constructs report. */
export const AZURE_PROBLEMS = {
  noSubnet: {
    code: "HF3901",
    severity: "error",
    title: "A part needs a subnet that the network was made without.",
    fix: "Name the part in the network's `uses`.",
  },
  noSuchService: {
    code: "HF3902",
    severity: "error",
    title: "A service is not known in this cloud.",
    fix: "Use another service, or another cloud.",
  },
  poolName: {
    code: "HF3903",
    severity: "error",
    title: "A node pool has a name that AKS refuses.",
    fix: "Use at most 12 lower-case letters and digits.",
    reference: "AKS documentation, node pools",
  },
  postgresSize: {
    code: "HF3904",
    severity: "error",
    title: "A size of Azure PostgreSQL can't do what is asked of it.",
    fix: "Choose another size, or ask less of it.",
    reference: "Azure Database for PostgreSQL documentation, compute and storage",
  },
  postgresReplicas: {
    code: "HF3905",
    severity: "error",
    title: "Azure PostgreSQL takes no such number of replicas.",
    fix: "Ask for fewer replicas, or a larger size.",
    reference: "Azure Database for PostgreSQL documentation, read replicas",
  },
} as const satisfies Record<string, ProblemKind>;

/** Throws one problem of a construct. */
export function refuse(
  construct: IConstruct,
  kind: ProblemKind,
  occurrence: Omit<Occurrence, "path"> & { path?: string },
): never {
  return refuseAt(construct, kind, occurrence);
}
