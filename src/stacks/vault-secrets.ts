import type { Construct } from "constructs";
import { AZURE_CLOUDS } from "../catalog/azure-clouds";
import type { ChartLocation } from "../constructs/kubernetes/chart";
import type { INamespace } from "../constructs/kubernetes/namespace";
import { ExternalSecrets } from "../constructs/platform/external-secrets";
import { VaultSecrets } from "../constructs/platform/vault-secrets";
import type { Site } from "../site/site";
import { clientIdOf } from "./client-id";

/** Secrets that come from the site's vault, and the operator that brings them; nothing when people bring them. */
export function vaultSecretsOf(
  scope: Construct,
  { azure, cluster, name, secrets }: Site,
  namespace: INamespace,
  location: ChartLocation,
): void {
  const { keyVault } = secrets;
  if (keyVault === undefined) return;
  const operator = cluster.platform.externalSecrets
    ? new ExternalSecrets(scope, "ExternalSecrets", {
        location,
        namespace,
        replicas: cluster.nodes.count > 1 ? 2 : 1,
      })
    : undefined;
  new VaultSecrets(scope, "VaultSecrets", {
    ...keyVault,
    namespace,
    operator,
    vaultUrl: keyVault.url,
    addresses: azure && [azure.network.subnets.privateEndpoints],
    identity: {
      clientId: clientIdOf(scope, "secrets", `${name}-foundation`),
      tenantId: keyVault.tenantId,
      loginHost: AZURE_CLOUDS[keyVault.cloud].loginHost,
    },
  });
}
