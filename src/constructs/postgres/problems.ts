import type { ProblemKind } from "../../errors/catalogue";

/** Kinds of problems that the PostgreSQL constructs report. */
export const POSTGRES_PROBLEMS = {
  clusterName: {
    code: "HF3301",
    severity: "error",
    title: "The name of a PostgreSQL cluster is not one that the operator takes.",
    fix: "Choose a shorter name of lower-case letters, digits and dashes that begins with a letter.",
    reference: "CloudNativePG: the admission webhook wants a DNS label of at most 50 characters",
  },
  versionTooOld: {
    code: "HF3302",
    severity: "error",
    title: "The PostgreSQL version is older than any supported Mattermost server takes.",
    fix: "Use PostgreSQL 14 or later.",
    reference: "Mattermost docs: PostgreSQL 14 is the minimum from server 11.0 on",
  },
  noImage: {
    code: "HF3303",
    severity: "error",
    title: "The catalogue has no image of this PostgreSQL major version.",
    fix: "Choose a version of the catalogue, or give an image.",
  },
  imageTag: {
    code: "HF3304",
    severity: "error",
    title: "The tag of a PostgreSQL image does not begin with the major version.",
    fix: "Use a tag such as `18.6-standard-trixie`, and the same number as majorVersion.",
    reference: "CloudNativePG: image tag requirements; the operator reads the version off the tag",
  },
  counts: {
    code: "HF3305",
    severity: "error",
    title: "A PostgreSQL cluster has an impossible number of instances, replicas or pooler pods.",
    fix: "Correct the number.",
  },
  synchronousAlone: {
    code: "HF3306",
    severity: "error",
    title: "Commits are to wait for a standby, but there is none.",
    fix: "Add an instance, or set synchronous to `off`.",
  },
  copies: {
    code: "HF3307",
    severity: "error",
    title: "Copies of this database can't be made by a job.",
    fix: "Give a database of a PostgreSQL version of the catalogue, without a pooler before it.",
    reference: "PgBouncer documentation: pg_dump needs a session of its own",
  },
} as const satisfies Record<string, ProblemKind>;

/** Oldest major version that the current server takes. */
export const OLDEST_POSTGRES = 14;
