import { AzurePostgres, type AzurePostgresProps } from "../../../src/constructs/azure/azure-postgres";
import { Namespace } from "../../../src/constructs/kubernetes/namespace";
import { Secret } from "../../../src/constructs/kubernetes/secret";
import { testStack } from "../../support/synth";
import { SUBSCRIPTION } from "./azure-scene";

function postgres(written: Partial<AzurePostgresProps> = {}) {
  const stack = testStack();
  const { postgres: reference } = new AzurePostgres(stack, "Database", {
    namespace: Namespace.fromName(stack, "Namespace", "osprey"),
    site: "osprey",
    cloud: "azure",
    subscriptionId: SUBSCRIPTION,
    range: "10.40.6.0/24",
    administrator: Secret.fromName(stack, "Administrator", { name: "postgres-administrator" }),
    credentials: Secret.fromName(stack, "Credentials", { name: "postgres-credentials" }),
    owner: "mattermost",
    majorVersion: 17,
    readReplicas: 2,
    searchReplicas: 1,
    pooled: true,
    ...written,
  });
  const shown = ({ host, port }: { readonly host: string; readonly port: number }) =>
    `${host}:${port}`.replace(/-[0-9a-f]{5}\./, ".");
  return {
    writer: shown(reference.writer),
    readers: reference.readers.map(shown),
    searchReaders: reference.searchReaders.map(shown),
    tls: reference.tls,
  };
}

test("hosts are computed; writers go through PgBouncer, readers straight to each server", () => {
  expect(postgres()).toEqual({
    writer: "psql-osprey-primary.postgres.database.azure.com:6432",
    readers: [
      "psql-osprey-read1.postgres.database.azure.com:5432",
      "psql-osprey-read2.postgres.database.azure.com:5432",
    ],
    searchReaders: ["psql-osprey-search1.postgres.database.azure.com:5432"],
    tls: { mode: "verify-full" },
  });
});

test.each<[Partial<AzurePostgresProps>, string]>([
  [{ cloud: "azure-government" }, "psql-osprey-primary.postgres.database.usgovcloudapi.net:6432"],
  [{ pooled: false }, "psql-osprey-primary.postgres.database.azure.com:5432"],
  [{ writerName: "virtual-endpoint" }, "psql-osprey-site.writer.postgres.database.azure.com:6432"],
  [
    { writerName: "virtual-endpoint", readReplicas: 0, searchReplicas: 0 },
    "psql-osprey-primary.postgres.database.azure.com:6432",
  ],
])("%j writes to %s", (written, writer) => {
  expect(postgres(written).writer).toBe(writer);
});
