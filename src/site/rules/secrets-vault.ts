import type { SiteSpec } from "../spec";
import type { SiteVaultSecrets } from "../site-vault";
import type { Site } from "../site";
import { rules, type Finding, type FindRule } from "./rule";

const EXTERNAL_SECRETS = "External Secrets documentation, Azure Key Vault";
const PATH = "secrets.keyVault";

/** Rules on Secrets that come from a vault. */
export const VAULT_SECRET_RULES = rules(
  {
    code: "HF2440",
    severity: "error",
    title: "Secrets come from a vault that nobody makes.",
    fix: "write the section azure, or bring the Secrets by hand",
    reference: "Holdfast: the foundation makes the vault and who may read it",
    find: fromVault((_, { azure }) =>
      azure
        ? []
        : [
            {
              path: PATH,
              message: `${PATH} is written, the section azure is absent`,
              expected: "a subscription with the site's vault",
            },
          ],
    ),
  },
  {
    code: "HF2441",
    severity: "error",
    title: "An isolated cluster can't sign in at the vault.",
    fix: "bring the Secrets by hand, or let azure.kubernetes.egress be firewall",
    reference: "Microsoft Entra ID has no private endpoint",
    find: fromVault((_, { azure }) =>
      azure?.kubernetes.egress !== "isolated"
        ? []
        : [
            {
              path: PATH,
              message: `${PATH} is written, azure.kubernetes.egress is isolated`,
              expected: "a way to Microsoft Entra ID",
            },
          ],
    ),
  },
  {
    code: "HF2442",
    severity: "warning",
    title: "A Secret comes from the vault, and nothing asks for it.",
    fix: "correct the name, or remove it",
    reference: EXTERNAL_SECRETS,
    find: fromVault(({ secrets }, _, spec) => {
      const named = namesIn({ ...spec, secrets: { ...spec.secrets, keyVault: undefined } });
      return secrets
        .filter(({ name }) => !named.has(name))
        .map(({ name }) => ({
          path: `${PATH}.secrets.${name}`,
          message: `${PATH}.secrets.${name} is named nowhere else in the site`,
          expected: "the name of a Secret that a part of the site reads",
        }));
    }),
  },
  {
    code: "HF2443",
    severity: "error",
    title: "A part reads a key that its Secret doesn't get from the vault.",
    fix: "add the key, with the name of its value in the vault",
    reference: EXTERNAL_SECRETS,
    find: fromVault(({ secrets }, _, spec) =>
      secrets.flatMap((secret) => {
        const keys = "keys" in secret ? Object.keys(secret.keys) : ["tls.crt", "tls.key"];
        return [...new Set(keysRead(spec, secret.name))]
          .filter((key) => !keys.includes(key))
          .map((key) => ({
            path: `${PATH}.secrets.${secret.name}`,
            message: `${PATH}.secrets.${secret.name} has ${keys.join(", ")}, and the site reads ${key}`,
            expected: `the key ${key}`,
          }));
      }),
    ),
  },
);

/** What a rule on Secrets from a vault finds. */
function fromVault(
  find: (vault: SiteVaultSecrets, site: Site, spec: SiteSpec) => readonly Finding[],
): FindRule["find"] {
  return (site, spec) => (site.secrets.keyVault ? find(site.secrets.keyVault, site, spec) : []);
}

/** Every text of a site file. */
function namesIn(value: unknown): ReadonlySet<string> {
  if (typeof value === "string") return new Set([value]);
  if (typeof value !== "object" || value === null) return new Set();
  return new Set(Object.values(value).flatMap((each) => [...namesIn(each)]));
}

/** Keys that the site file reads of a Secret, where it writes them down. */
function keysRead(value: unknown, secret: string): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  const own = "secret" in value && value.secret === secret && "key" in value ? [value.key] : [];
  return [
    ...own.filter((key) => typeof key === "string"),
    ...Object.values(value).flatMap((each) => keysRead(each, secret)),
  ];
}
