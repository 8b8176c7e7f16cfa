/** Where the resources of one group are, for Azure's resource manager. */
export interface AzureIdScope {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
}

/**
 * Id of a resource by its name, so that a stack reaches what another has made without its state.
 * @param type provider and kind, e.g. `Microsoft.KeyVault/vaults`
 * @param names a name for each kind in `type`
 */
export function azureId(
  { subscriptionId, resourceGroup }: AzureIdScope,
  type: string,
  ...names: readonly string[]
): string {
  const [provider = "", ...kinds] = type.split("/");
  const path = kinds.map((kind, index) => `${kind}/${names[index] ?? ""}`).join("/");
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/${provider}/${path}`;
}

/** Kinds of resources that stacks reach by their names. */
export const AZURE_TYPES = {
  identity: "Microsoft.ManagedIdentity/userAssignedIdentities",
  keyVault: "Microsoft.KeyVault/vaults",
  logAnalytics: "Microsoft.OperationalInsights/workspaces",
  publicAddress: "Microsoft.Network/publicIPAddresses",
  subnet: "Microsoft.Network/virtualNetworks/subnets",
} as const;
