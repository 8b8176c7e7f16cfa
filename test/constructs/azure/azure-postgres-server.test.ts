import {
  AzurePostgresServer,
  type AzurePostgresServerProps,
} from "../../../src/constructs/azure/azure-postgres-server";
import { PostgresEncryption } from "../../../src/constructs/azure/postgres-encryption";
import { KeyVault } from "../../../src/constructs/azure/key-vault";
import { azureParameter } from "../../../src/constructs/azure/postgres-parameters";
import { VaultSecret } from "../../../src/constructs/azure/vault-secret";
import { checkAgainstProviderSchema } from "../../support/provider-schema";
import { describeWithReference } from "../../support/reference";
import { problemCodes, synth } from "../../support/synth";
import { at, resourcesOf, type Json } from "../../support/terraform-json";
import { azureScene } from "./azure-scene";

function scene(overrides: Partial<AzurePostgresServerProps> = {}) {
  const { stack, group, network } = azureScene();
  const vault = new KeyVault(stack, "Vault", { group, network });
  new AzurePostgresServer(stack, "Database", {
    group,
    network,
    password: new VaultSecret(stack, "Admin", { vault, name: "postgres-admin" }),
    majorVersion: 17,
    sku: "GP_Standard_D8ds_v5",
    storage: 512,
    standby: "ZoneRedundant",
    readReplicas: 2,
    searchReplicas: 1,
    parameters: { max_connections: "800", shared_buffers: "8192MB", work_mem: "16MB" },
    extensions: ["vector"],
    pooler: { poolSize: 100, maxClientConnections: 2000 },
    administrators: { objectId: "00000000-0000-4000-8000-0000000000a1", name: "database administrators" },
    ...overrides,
  });
  return stack;
}

function servers(json: ReturnType<typeof synth>): Readonly<Record<string, Json>> {
  const found = resourcesOf(json).filter(({ type }) => type === "azurerm_postgresql_flexible_server");
  return Object.fromEntries(found.map(({ body }) => [String(body.name).replace(/-[0-9a-f]{5}$/, ""), body]));
}

test("the password is nowhere but in the vault", () => {
  const primary = servers(synth(scene()))["psql-osprey-primary"]!;
  expect(primary.administrator_password_wo).toMatch(/^\$\{ephemeral\.azurerm_key_vault_secret\./);
  expect(primary).not.toHaveProperty("administrator_password");
  expect(primary).toMatchObject({
    public_network_access_enabled: false,
    lifecycle: { prevent_destroy: true, ignore_changes: expect.arrayContaining(["zone"]) as unknown },
  });
  expect(at(primary, "high_availability").mode).toBe("ZoneRedundant");
});

test("replicas are made one after the other, after the parameters of the primary", () => {
  const json = synth(scene());
  const all = servers(json);
  expect(Object.keys(all).sort()).toEqual([
    "psql-osprey-primary",
    "psql-osprey-read1",
    "psql-osprey-read2",
    "psql-osprey-search1",
  ]);
  expect(String(all["psql-osprey-read1"]!.depends_on)).toMatch(
    /configuration\.Database_Parameters_pgbouncer-/,
  );
  expect(String(all["psql-osprey-read2"]!.depends_on)).toMatch(/configuration\.Database_read1-parameters/);
  expect(String(all["psql-osprey-search1"]!.depends_on)).toMatch(/configuration\.Database_read2-parameters/);
});

test("every server gets the parameters", () => {
  const settings = resourcesOf(synth(scene())).filter(({ body }) => body.name === "work_mem");
  expect(settings.map(({ body }) => body.server_id)).toHaveLength(4);
  expect(new Set(settings.map(({ body }) => body.server_id)).size).toBe(4);
});

test("parameters follow each other, and PgBouncer's come after it is on", () => {
  const alone = synth(scene({ readReplicas: 0, searchReplicas: 0 }));
  const settings = resourcesOf(alone).filter(({ type }) => type.endsWith("_configuration"));
  const after = new Map(settings.map(({ id, body }) => [id, JSON.stringify(body.depends_on ?? "")]));
  const names = settings.map(({ body }) => body.name);
  expect(names).toEqual(expect.arrayContaining(["azure.extensions", "pgbouncer.enabled", "max_connections"]));
  expect([...after.values()].filter((value) => value === `""`)).toHaveLength(1);
  const mode = settings.find(({ body }) => body.name === "pgbouncer.pool_mode")!;
  expect(after.get(mode.id)).toMatch(/pgbouncer-enabled/);
});

test("behind private endpoints every server has an address and a name, and none stands in a subnet", () => {
  const json = synth(scene({ way: "private-endpoint" }));
  for (const server of Object.values(servers(json))) {
    expect(server).not.toHaveProperty("delegated_subnet_id");
    expect(server).not.toHaveProperty("private_dns_zone_id");
    expect(server.public_network_access_enabled).toBe(false);
  }
  const endpoints = resourcesOf(json).filter(
    ({ type, body }) => type === "azurerm_private_endpoint" && String(body.name).includes("postgres"),
  );
  expect(endpoints.map(({ body }) => body.name).sort()).toEqual([
    "pep-osprey-postgres-primary",
    "pep-osprey-postgres-read1",
    "pep-osprey-postgres-read2",
    "pep-osprey-postgres-search1",
  ]);
  const targets = endpoints.map(({ body }) =>
    String(at(body, "private_service_connection").private_connection_resource_id),
  );
  expect(new Set(targets).size).toBe(4);
});

function encrypted() {
  const { stack, group, network } = azureScene();
  const vaults = { group, network, tier: "premium", trustAzure: true } as const;
  const vault = new KeyVault(stack, "Vault", vaults);
  const region = "swedensouth";
  const geo = { vault: new KeyVault(stack, "Geo", { ...vaults, geoRegion: region }), region };
  new AzurePostgresServer(stack, "Database", {
    group,
    network,
    password: new VaultSecret(stack, "Admin", { vault, name: "postgres-admin" }),
    encryption: new PostgresEncryption(stack, "Keys", { group, vault, geo }),
    majorVersion: 17,
    sku: "GP_Standard_D8ds_v5",
    storage: 512,
    geoBackup: true,
    readReplicas: 1,
  });
  return synth(stack);
}

test("the site's own key reads and writes data, another one in their region the copies of backups", () => {
  const json = encrypted();
  const { "psql-osprey-primary": primary, "psql-osprey-read1": replica } = servers(json);
  const key = at(primary!, "customer_managed_key");
  expect(key.key_vault_key_id).toMatch(/Keys_Key_\w+\.versionless_id/);
  expect(key.geo_backup_key_vault_key_id).toMatch(/Keys_GeoKey_\w+\.versionless_id/);
  expect(key.geo_backup_user_assigned_identity_id).not.toBe(key.primary_user_assigned_identity_id);
  expect(at(primary!, "identity").identity_ids).toHaveLength(2);
  expect(at(replica!, "customer_managed_key")).not.toHaveProperty("geo_backup_key_vault_key_id");
  expect(at(replica!, "identity").identity_ids).toHaveLength(1);
  const readers = resourcesOf(json).filter(({ id }) => /Keys_(Geo)?Reader/.test(id));
  expect(readers.map(({ body }) => String(body.scope))).toEqual([
    expect.stringMatching(/resource_versionless_id/),
    expect.stringMatching(/resource_versionless_id/),
  ]);
  for (const { id } of readers) expect(String(primary!.depends_on)).toContain(id);
});

test("keys are kept in hardware, in two vaults of different names, and no rotation makes one anew", () => {
  const json = encrypted();
  const keys = resourcesOf(json).filter(({ type }) => type === "azurerm_key_vault_key");
  expect(keys.map(({ body }) => [body.key_type, at(body, "lifecycle").ignore_changes])).toEqual([
    ["RSA-HSM", ["expiration_date"]],
    ["RSA-HSM", ["expiration_date"]],
  ]);
  const vaults = resourcesOf(json).filter(({ type }) => type === "azurerm_key_vault");
  expect(new Set(vaults.map(({ body }) => body.name)).size).toBe(2);
  expect(vaults.map(({ body }) => body.location)).toContain("swedensouth");
});

test.each([
  ["shared_buffers", "8192MB", "1048576"],
  ["work_mem", "16MB", "16384"],
  ["max_wal_size", "4GB", "4096"],
  ["max_standby_streaming_delay", "30s", "30000"],
  ["checkpoint_timeout", "15min", "900"],
  ["random_page_cost", "1.1", "1.1"],
  ["hot_standby_feedback", "on", "on"],
])("%s = %s reaches Azure as %s", (name, value, expected) => {
  expect(azureParameter(name, value)).toBe(expected);
});

test.each<[string, Partial<AzurePostgresServerProps>, readonly string[]]>([
  [
    "a burstable size with a standby",
    { sku: "B_Standard_B2s", readReplicas: 0, searchReplicas: 0, pooler: undefined },
    ["HF3904"],
  ],
  ["a burstable size with everything", { sku: "B_Standard_B2s" }, ["HF3904", "HF3904", "HF3905"]],
  ["a sixth generation in a subnet", { sku: "GP_Standard_D8ds_v6" }, ["HF3904"]],
  [
    "the same behind a private endpoint, which the provider doesn't order",
    { sku: "GP_Standard_D8ds_v6", way: "private-endpoint" },
    ["HF3904"],
  ],
  ["a fifth generation behind a private endpoint", { way: "private-endpoint" }, []],
  ["a storage that Azure does not sell", { storage: 500 }, ["HF3904"]],
  ["six replicas", { readReplicas: 4, searchReplicas: 2 }, ["HF3905"]],
  ["the largest storage", { storage: 32767 }, []],
  ["a tier below the disk's own", { storageTier: "P10" }, ["HF3904"]],
  ["a faster tier", { storageTier: "P40" }, []],
])("%s", (_, overrides, expected) => {
  expect(problemCodes(() => scene(overrides))).toEqual(expected);
});

describeWithReference("the provider's schema", () => {
  test("takes the servers", () => {
    expect(checkAgainstProviderSchema(synth(scene()))).toEqual([]);
    expect(checkAgainstProviderSchema(synth(scene({ way: "private-endpoint" })))).toEqual([]);
    expect(checkAgainstProviderSchema(encrypted())).toEqual([]);
  });
});
