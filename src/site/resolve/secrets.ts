import { DEFAULTS } from "../defaults";
import type { SecretSource, SiteSecrets } from "../site";
import type { SiteSpec } from "../spec";
import type { Ledger } from "./ledger";
import { resolveVaultSecrets } from "./secrets-vault";

type ExistingSecret = SecretSource & { readonly kind: "existing" };

interface SecretReference {
  readonly secret: string;
  readonly revision?: number;
}

type SecretsSpec = NonNullable<SiteSpec["secrets"]>;
type SecretSpec = SecretsSpec[Exclude<keyof SecretsSpec, "keyVault">];

/** Secrets of the site: generated unless an existing one is named. */
export function resolveSecrets(spec: SiteSpec, ledger: Ledger): SiteSecrets {
  const secrets = spec.secrets ?? {};
  return {
    database: resolveSecret("secrets.database", secrets.database, ledger),
    objectStoreRoot: resolveSecret("secrets.objectStoreRoot", secrets.objectStoreRoot, ledger),
    objectStore: resolveSecret("secrets.objectStore", secrets.objectStore, ledger),
    mattermost: resolveSecret("secrets.mattermost", secrets.mattermost, ledger),
    keyVault: resolveVaultSecrets(spec, ledger),
  };
}

/** An existing Secret that a person named. */
export function resolveReference(path: string, reference: SecretReference, ledger: Ledger): ExistingSecret {
  return {
    kind: ledger.written(`${path}.kind`, "existing"),
    name: ledger.written(`${path}.name`, reference.secret),
    revision: ledger.chosen(`${path}.revision`, reference.revision, DEFAULTS.revision),
  };
}

function resolveSecret(path: string, secret: SecretSpec, ledger: Ledger): SecretSource {
  if (secret && "secret" in secret) return resolveReference(path, secret, ledger);
  const generated = {
    value: "generated" as const,
    reason: "generated in the cluster, never in a file or in state",
  };
  return {
    kind: ledger.chosen(`${path}.kind`, secret?.generate ? generated.value : undefined, generated),
    revision: ledger.chosen(`${path}.revision`, secret?.revision, DEFAULTS.revision),
  };
}
