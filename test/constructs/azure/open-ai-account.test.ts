import { KeyVault } from "../../../src/constructs/azure/key-vault";
import { LogAnalytics } from "../../../src/constructs/azure/log-analytics";
import { OpenAiAccount, type OpenAiDeployment } from "../../../src/constructs/azure/open-ai-account";
import { checkAgainstProviderSchema } from "../../support/provider-schema";
import { describeWithReference } from "../../support/reference";
import { resourcesByName, synth } from "../../support/synth";
import { onlyResource, type Json } from "../../support/terraform-json";
import { azureScene } from "./azure-scene";

const GPT: OpenAiDeployment = {
  ...{ name: "gpt", model: "gpt-4o", version: "2024-11-20" },
  ...{ sku: "Standard", capacity: 100 },
};

function made(keyRevision?: number) {
  const { stack, group, network } = azureScene("azure-government");
  const logs = new LogAnalytics(stack, "Logs", { group });
  const vault = new KeyVault(stack, "Vault", { group, network });
  const deployments = [GPT, { ...GPT, name: "embed", model: "text-embedding-ada-002", version: "2" }];
  new OpenAiAccount(stack, "OpenAi", {
    ...{ group, network, logs, vault, keyName: "open-ai", keyRevision, deployments },
    region: "usgovarizona",
  });
  return synth(stack);
}

function template(keyRevision?: number): { contentVersion: string; resources: readonly [Json, Json] } {
  const { template_content } = onlyResource(made(keyRevision), "azurerm_resource_group_template_deployment");
  return JSON.parse(String(template_content)) as ReturnType<typeof template>;
}

test("nobody reaches the account from outside, and its key goes into the vault by its function alone", () => {
  const [account, secret] = template().resources;
  expect(account).toMatchObject({
    kind: "OpenAI",
    location: "usgovarizona",
    properties: {
      customSubDomainName: account.name,
      disableLocalAuth: false,
      publicNetworkAccess: "Disabled",
      networkAcls: { defaultAction: "Deny" },
      restrictOutboundNetworkAccess: true,
    },
  });
  expect(secret.name).toMatch(/^kv-osprey-[0-9a-f]{5}\/open-ai$/);
  expect((secret.properties as Json).value).toMatch(/^\[listKeys\(resourceId\('Microsoft.CognitiveServices/);
});

test("Terraform's own resource, which keeps the key in state, is not there", () => {
  const json = made();
  expect(json.resource.azurerm_cognitive_account).toBeUndefined();
  expect(JSON.stringify(json)).not.toMatch(/primary_access_key/);
});

test("a new key is copied once its revision is raised", () => {
  expect([template().contentVersion, template(2).contentVersion]).toEqual(["1.0.0.1", "1.0.0.2"]);
});

test("the vault is there before the key, and deployments are made one after the other", () => {
  const json = made();
  const account = onlyResource(json, "azurerm_resource_group_template_deployment");
  expect(String(account.depends_on)).toContain("azurerm_key_vault.");
  const deployments = resourcesByName(json, "azurerm_cognitive_deployment");
  expect(String(deployments.gpt?.depends_on)).toContain("azurerm_resource_group_template_deployment.");
  expect(String(deployments.embed?.depends_on)).toContain(
    "azurerm_cognitive_deployment.OpenAi_Deployment-gpt",
  );
});

describeWithReference("the provider's schema", () => {
  test("takes the account and its deployments", () => {
    expect(checkAgainstProviderSchema(made())).toEqual([]);
  });
});
