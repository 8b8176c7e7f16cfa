import type { ProblemKind } from "../../errors/catalogue";

/** Kinds of problems that the object store constructs report. */
export const OBJECT_STORE_PROBLEMS = {
  counts: {
    code: "HF3401",
    severity: "error",
    title: "A store has an impossible number of servers or drives.",
    fix: "Correct the number.",
  },
  parity: {
    code: "HF3402",
    severity: "error",
    title: "A store can't keep that many parity drives in a set.",
    fix: "Choose a parity of at most half of the drives of a set.",
    reference: "MinIO: parity is at most half of an erasure set",
  },
  noSet: {
    code: "HF3403",
    severity: "error",
    title: "The drives of a store can't be divided into equal erasure sets.",
    fix: "Choose a number of drives that a number from 2 to 16 divides.",
    reference: "MinIO: erasure sets have 2 to 16 drives, all sets the same",
  },
  bucketName: {
    code: "HF3404",
    severity: "error",
    title: "The name of a bucket is not one that S3 takes.",
    fix: "Use 3 to 63 lower-case letters, digits and dashes.",
  },
  volume: {
    code: "HF3405",
    severity: "error",
    title: "A file volume has neither a size nor an existing claim.",
    fix: "Give a size for a new claim, or the name of an existing one.",
  },
} as const satisfies Record<string, ProblemKind>;
