import { Secret } from "../../../src/constructs/kubernetes/secret";
import type { ObjectStoreReference } from "../../../src/constructs/object-store/object-store";
import { onlyResource } from "../../support/terraform-json";
import { synth, testStack } from "../../support/synth";
import { deploymentOf, world } from "./world";

const CLIENT = "00000000-0000-4000-8000-0000000000c1";
const TENANT = "00000000-0000-4000-8000-00000000000a";
const identity = { clientId: CLIENT, tenantId: TENANT, loginHost: "login.microsoftonline.us" };

function blobs(
  access: Extract<ObjectStoreReference, { kind: "azure-blob" }>["access"],
): ObjectStoreReference {
  return { kind: "azure-blob", cloud: "azure-government", account: "stosprey", container: "files", access };
}

function environment(made: ReturnType<typeof world>) {
  const [{ env }] = deploymentOf(made).spec.template.spec.container;
  return new Map(env.map(({ name, value, value_from }) => [name, value ?? value_from?.secret_key_ref]));
}

test("servers that sign in at Azure as an identity carry a token for Entra ID and none for the cluster", () => {
  const made = world({ version: "11.10.0", files: blobs({ identity }) });
  const env = environment(made);
  expect(Object.fromEntries([...env].filter(([name]) => /AZURE|DRIVERNAME$/.test(name)))).toMatchObject({
    MM_FILESETTINGS_DRIVERNAME: "azureblob",
    MM_FILESETTINGS_AZUREAUTHMODE: "default_credential",
    MM_FILESETTINGS_AZURECLOUD: "government",
    MM_FILESETTINGS_AZURESTORAGEACCOUNT: "stosprey",
    MM_FILESETTINGS_AZURECONTAINER: "files",
    AZURE_CLIENT_ID: CLIENT,
    AZURE_TENANT_ID: TENANT,
    AZURE_AUTHORITY_HOST: "https://login.microsoftonline.us/",
    AZURE_FEDERATED_TOKEN_FILE: "/var/run/secrets/azure/tokens/token",
  });
  expect(env.has("MM_FILESETTINGS_AZUREACCESSKEY")).toBe(false);
  expect(deploymentOf(made).spec.template.spec).toMatchObject({
    service_account_name: "mattermost",
    automount_service_account_token: false,
  });
  expect(onlyResource(synth(made.stack), "kubernetes_service_account_v1")).toMatchObject({
    automount_service_account_token: false,
  });
});

test("servers with the account's key take it from its Secret and are nobody in Entra ID", () => {
  const key = Secret.fromName(testStack(), "Key", { name: "blob-key" });
  const made = world({ version: "11.10.0", files: blobs({ key }) });
  expect(environment(made).get("MM_FILESETTINGS_AZUREACCESSKEY")).toEqual({
    name: "blob-key",
    key: "accesskey",
  });
  expect(environment(made).has("AZURE_CLIENT_ID")).toBe(false);
  expect(deploymentOf(made).spec.template.spec).not.toHaveProperty("service_account_name");
});
