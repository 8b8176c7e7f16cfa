/** What the template of an account needs to know. */
export interface OpenAiTemplateInput {
  readonly account: string;
  readonly region: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Name of the vault, in the same resource group. */
  readonly vault: string;
  /** Name of the key in the vault. */
  readonly secret: string;
  /** Raised when the account's key was made anew: the vault gets the new one. */
  readonly revision: number;
}

const ACCOUNTS = { type: "Microsoft.CognitiveServices/accounts", apiVersion: "2024-10-01" } as const;
const SECRETS = { type: "Microsoft.KeyVault/vaults/secrets", apiVersion: "2023-07-01" } as const;

/**
 * An account that nobody reaches from outside, and its key, which Azure itself copies from the account into the vault:
 * the template names the function that reads it, and no value. Source: Azure Resource Manager, `listKeys`.
 */
export function openAiTemplate(input: OpenAiTemplateInput): object {
  const { account, region, revision, secret, tags, vault } = input;
  const id = `resourceId('${ACCOUNTS.type}', '${account}')`;
  return {
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    contentVersion: `1.0.0.${String(revision)}`,
    resources: [
      {
        ...ACCOUNTS,
        name: account,
        location: region,
        tags,
        kind: "OpenAI",
        sku: { name: "S0" },
        properties: {
          customSubDomainName: account,
          disableLocalAuth: false,
          publicNetworkAccess: "Disabled",
          networkAcls: { defaultAction: "Deny", ipRules: [], virtualNetworkRules: [] },
          restrictOutboundNetworkAccess: true,
          allowedFqdnList: [],
        },
      },
      {
        ...SECRETS,
        name: `${vault}/${secret}`,
        dependsOn: [`[${id}]`],
        properties: {
          contentType: "text/plain",
          value: `[listKeys(${id}, '${ACCOUNTS.apiVersion}').key1]`,
        },
      },
    ],
  };
}
