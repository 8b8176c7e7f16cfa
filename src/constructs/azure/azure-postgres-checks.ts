import { problem } from "../../errors/catalogue";
import { ProblemError, type Problem } from "../../errors/problem";
import type { AzurePostgresServer, AzurePostgresServerProps } from "./azure-postgres-server";
import { AZURE_PROBLEMS } from "./problems";

/** Most replicas of one primary. */
const MOST_REPLICAS = 5;

/**
 * What Azure refuses, or accepts and breaks. Source: Azure Database for PostgreSQL, compute, replicas and networking.
 * @throws ProblemError with all of them
 */
export function checkPostgresServer(server: AzurePostgresServer, props: AzurePostgresServerProps): void {
  const problems = [...sizeProblems(props), ...replicaProblems(props)].map(
    ({ kind, message, expected }): Problem => problem(kind, { path: server.node.path, message, expected }),
  );
  if (problems.length > 0) throw new ProblemError(problems);
}

interface Found {
  readonly kind: (typeof AZURE_PROBLEMS)[keyof typeof AZURE_PROBLEMS];
  readonly message: string;
  readonly expected: string;
}

function sizeProblems({ sku, standby, pooler, storage }: AzurePostgresServerProps): readonly Found[] {
  const burstable = sku.startsWith("B_");
  const generation = Number(/_v(\d+)$/.exec(sku)?.[1] ?? 0);
  const kind = AZURE_PROBLEMS.postgresSize;
  return [
    ...(burstable && standby
      ? [{ kind, message: `"${sku}" takes no standby`, expected: "a GP_ or MO_ size" }]
      : []),
    ...(burstable && pooler
      ? [{ kind, message: `"${sku}" has no PgBouncer`, expected: "a GP_ or MO_ size" }]
      : []),
    ...(generation >= 6
      ? [
          {
            kind,
            message: `"${sku}" can't stand in a subnet of its own`,
            expected: "a size of generation 5 or older",
          },
        ]
      : []),
    ...(isStorageSize(storage)
      ? []
      : [
          {
            kind,
            message: `storage is ${storage} GiB`,
            expected: "32 GiB or a double of it up to 16384, or 32767",
          },
        ]),
  ];
}

function isStorageSize(storage: number): boolean {
  const doubles = Math.log2(storage / 32);
  return (Number.isInteger(doubles) && doubles >= 0 && doubles <= 9) || storage === 32767;
}

function replicaProblems({
  sku,
  readReplicas = 0,
  searchReplicas = 0,
}: AzurePostgresServerProps): readonly Found[] {
  const replicas = readReplicas + searchReplicas;
  const kind = AZURE_PROBLEMS.postgresReplicas;
  if (replicas > MOST_REPLICAS) {
    return [{ kind, message: `${replicas} replicas`, expected: `at most ${MOST_REPLICAS} of one primary` }];
  }
  if (replicas > 0 && sku.startsWith("B_")) {
    return [{ kind, message: `"${sku}" takes no replicas`, expected: "a GP_ or MO_ size" }];
  }
  return [];
}
