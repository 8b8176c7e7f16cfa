import { BlobStore } from "../../../src/constructs/azure/blob-store";
import { FileShare } from "../../../src/constructs/azure/file-share";
import { LogAnalytics } from "../../../src/constructs/azure/log-analytics";
import { PodIdentity } from "../../../src/constructs/azure/pod-identity";
import { checkAgainstProviderSchema } from "../../support/provider-schema";
import { describeWithReference } from "../../support/reference";
import { synth } from "../../support/synth";
import { at, onlyResource } from "../../support/terraform-json";
import { azureScene } from "./azure-scene";

const IDENTITY =
  "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/keys/providers/Microsoft.ManagedIdentity/userAssignedIdentities/storage";

function blobs(more: Partial<ConstructorParameters<typeof BlobStore>[2]> = {}) {
  const { stack, group, network } = azureScene("azure-government");
  const logs = new LogAnalytics(stack, "Logs", { group });
  const store = new BlobStore(stack, "Files", {
    ...{ group, network, logs, container: "mattermost", redundancy: "ZRS" },
    ...more,
  });
  const identity = new PodIdentity(stack, "Identity", {
    group,
    oidcIssuerUrl: "https://issuer.example/",
    part: "files",
    namespace: "osprey",
    serviceAccount: "mattermost",
  });
  store.allowWriting("Role", identity.principalId);
  return synth(stack);
}

function share() {
  const { stack, group, network } = azureScene();
  const logs = new LogAnalytics(stack, "Logs", { group });
  new FileShare(stack, "Files", {
    ...{ group, network, logs, share: "mattermost", size: 500, redundancy: "ZRS" },
  });
  return synth(stack);
}

test.each([
  ["blobs", blobs],
  ["files", share],
])("an account for %s opens to nobody from outside and to no key, and stays", (_, made) => {
  expect(onlyResource(made(), "azurerm_storage_account")).toMatchObject({
    public_network_access_enabled: false,
    shared_access_key_enabled: false,
    allow_nested_items_to_be_public: false,
    local_user_enabled: false,
    min_tls_version: "TLS1_2",
    infrastructure_encryption_enabled: true,
    network_rules: { default_action: "Deny", bypass: ["None"] },
    lifecycle: { prevent_destroy: true },
  });
});

test("what is deleted or overwritten can be had back, and versions may be fixed", () => {
  const account = onlyResource(blobs({ immutableDays: 365 }), "azurerm_storage_account");
  expect(at(account, "blob_properties")).toMatchObject({
    versioning_enabled: true,
    delete_retention_policy: { days: 30 },
    container_delete_retention_policy: { days: 30 },
  });
  expect(at(account, "immutability_policy")).toMatchObject({
    state: "Unlocked",
    period_since_creation_in_days: 365,
  });
  expect(onlyResource(blobs(), "azurerm_storage_account")).not.toHaveProperty("immutability_policy");
});

test.each([
  ["https://kv-keys.vault.usgovcloudapi.net/keys/files", "key_vault_key_id"],
  ["https://keys.managedhsm.usgovcloudapi.net/keys/files", "managed_hsm_key_id"],
])("a key of the site's own, %s", (keyId, argument) => {
  const account = onlyResource(
    blobs({ customerKey: { keyId, identityId: IDENTITY } }),
    "azurerm_storage_account",
  );
  expect(account).toMatchObject({
    identity: { type: "UserAssigned", identity_ids: [IDENTITY] },
    customer_managed_key: { [argument]: keyId, user_assigned_identity_id: IDENTITY },
  });
});

test("the servers' identity trusts one service account, and may write one container only", () => {
  const json = blobs();
  expect(onlyResource(json, "azurerm_federated_identity_credential")).toMatchObject({
    audience: ["api://AzureADTokenExchange"],
    subject: "system:serviceaccount:osprey:mattermost",
  });
  const roles = Object.values(json.resource.azurerm_role_assignment ?? {});
  expect(roles).toEqual([
    expect.objectContaining({
      role_definition_name: "Storage Blob Data Contributor",
      scope: expect.stringMatching(/^\$\{azurerm_storage_container\./) as string,
    }),
  ]);
});

test("a share is mounted by NFS, which is not HTTPS, from an account of its kind", () => {
  const json = share();
  expect(onlyResource(json, "azurerm_storage_account")).toMatchObject({
    account_kind: "FileStorage",
    account_tier: "Premium",
    https_traffic_only_enabled: false,
  });
  expect(onlyResource(json, "azurerm_storage_share")).toMatchObject({ enabled_protocol: "NFS", quota: 500 });
});

describeWithReference("the provider's schema", () => {
  test.each([
    ["blobs", blobs],
    ["files", share],
  ])("takes %s", (_, made) => {
    expect(checkAgainstProviderSchema(made())).toEqual([]);
  });
});
