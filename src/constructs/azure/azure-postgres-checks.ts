import { azurePostgresRefusals } from "../../catalog/azure-postgres-limits";
import { problem } from "../../errors/catalogue";
import { ProblemError } from "../../errors/problem";
import type { AzurePostgresServer, AzurePostgresServerProps } from "./azure-postgres-server";
import { AZURE_PROBLEMS } from "./problems";

/**
 * What Azure refuses, or accepts and breaks.
 * @throws ProblemError with all of it
 */
export function checkPostgresServer(server: AzurePostgresServer, props: AzurePostgresServerProps): void {
  const { standby, pooler, way, readReplicas = 0, searchReplicas = 0 } = props;
  const problems = azurePostgresRefusals({
    ...props,
    inSubnet: way !== "private-endpoint",
    standby: standby !== undefined,
    pooler: pooler !== undefined,
    readReplicas,
    searchReplicas,
  }).map(({ about, message, expected }) =>
    problem(about === "replicas" ? AZURE_PROBLEMS.postgresReplicas : AZURE_PROBLEMS.postgresSize, {
      path: server.node.path,
      message,
      expected,
    }),
  );
  if (problems.length > 0) throw new ProblemError(problems);
}
