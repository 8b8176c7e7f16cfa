import type { Construct } from "constructs";
import { PodIdentity } from "../../constructs/azure/pod-identity";
import { VAULT_READER } from "../../constructs/platform/vault-secrets";
import type { SiteSecretFromVault } from "../../site/site-vault";
import { clientIdName } from "../client-id";
import type { FoundationParts } from "./foundation-parts";

/** Who reads the vault for the cluster, and what: the secrets that the site names, one by one. */
export function secretsOf(scope: Construct, { cluster, group, output, site, vault }: FoundationParts): void {
  const { keyVault } = site.secrets;
  if (keyVault === undefined) return;
  const identity = new PodIdentity(scope, "SecretsIdentity", {
    group,
    oidcIssuerUrl: cluster.oidcIssuerUrl,
    part: "secrets",
    namespace: site.name,
    serviceAccount: VAULT_READER,
  });
  for (const name of [...new Set(keyVault.secrets.flatMap(namesInVault))].sort()) {
    vault.allowReadingSecret(`SecretsRole-${name}`, identity.principalId, name);
  }
  output(
    clientIdName("secrets"),
    identity.clientId,
    "Who reads the vault for the cluster; the platform asks for it.",
  );
}

/** A certificate is a secret of the same name. */
function namesInVault(secret: SiteSecretFromVault): readonly string[] {
  return "keys" in secret ? Object.values(secret.keys) : [secret.certificate];
}
