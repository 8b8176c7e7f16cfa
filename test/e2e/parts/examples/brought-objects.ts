import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SecretValue, Site, SiteIdentity } from "../../../../src/site/site";
import { AZURE_DATABASE_SECRETS } from "../../../../src/stacks/database-secrets";
import type { SiteOverlay } from "./synthesized-site";

/** An object that people bring. */
export interface Brought {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly [content: string]: unknown;
}

const made = (): string => randomBytes(18).toString("hex");
const text = (name: string, keys: readonly string[]): Brought => ({
  apiVersion: "v1",
  kind: "Secret",
  metadata: { name },
  stringData: Object.fromEntries(keys.map((key) => [key, made()])),
});

/** Secrets and other objects that the site names and people bring, with made-up content. */
export function broughtObjects(site: Site): readonly Brought[] {
  const { cluster, database, mattermost, objectStore, proxy, secrets } = site;
  const { licence } = mattermost;
  return [
    ...(licence === undefined ? [] : [text(licence.secret, [licence.key])]),
    ...existing(secrets.database, ["username", "password"]),
    ...existing(secrets.objectStoreRoot, ["username", "password"]),
    ...existing(secrets.objectStore, ["accesskey", "secretkey"]),
    ...existing(secrets.mattermost, ["atrestencryptkey", "publiclinksalt"]),
    ...(database.kind === "external" ? existing(database.credentials, ["username", "password"]) : []),
    ...(database.kind === "azure" ? fromTheVault(secrets) : []),
    ...(database.kind === "external" && database.tls.caSecret
      ? [text(database.tls.caSecret, ["ca.crt"])]
      : []),
    ...(objectStore.kind === "external-s3"
      ? existing(objectStore.credentials, ["accesskey", "secretkey"])
      : []),
    ...(objectStore.kind === "shared-files" && objectStore.existingClaim
      ? [claim(objectStore.existingClaim)]
      : []),
    ...(proxy.tls.kind === "secret" ? [text(proxy.tls.secret, ["tls.crt", "tls.key"])] : []),
    ...valueSecrets([
      ...(site.identity === undefined ? [] : identityValues(site.identity)),
      ...(site.microsoft365 === undefined ? [] : [site.microsoft365.clientSecret]),
      ...(site.agents?.endpoints ?? []).flatMap((each) =>
        "apiKey" in each && each.apiKey ? [each.apiKey] : [],
      ),
    ]),
    ...directoryAuthority(site.identity),
    ...(cluster.caBundle === undefined ? [] : [bundle(cluster.caBundle.configMap, cluster.caBundle.key)]),
  ];
}

/** What the stack of secrets copies where there is a vault; the setup's script asks for these names. */
function fromTheVault({ database }: Site["secrets"]): readonly Brought[] {
  const { administrator, application } = AZURE_DATABASE_SECRETS;
  return [administrator, ...(database.kind === "generated" ? [application] : [])].map(({ secretName }) =>
    text(secretName, ["username", "password"]),
  );
}

/** A login at the site's registry, in a file as `docker login` writes it. */
export function registryLogin(folder: string): SiteOverlay {
  const file = join(folder, "config.json");
  writeFileSync(file, JSON.stringify({ auths: { "registry.invalid": { auth: made() } } }));
  return { cluster: { registry: { credentials: { file } } } };
}

/** One Secret may hold several values. */
function valueSecrets(values: readonly SecretValue[]): readonly Brought[] {
  return [...new Set(values.map(({ name }) => name))].map((secret) =>
    text(
      secret,
      values.filter(({ name }) => name === secret).map(({ key }) => key),
    ),
  );
}

function identityValues(identity: SiteIdentity): readonly SecretValue[] {
  const { directory, broker } = identity.kind === "keycloak" ? identity : {};
  return [
    ...(identity.kind === "openid" ? [identity.clientSecret] : []),
    ...(directory === undefined ? [] : [directory.password]),
    ...(broker === undefined ? [] : [broker.clientSecret]),
  ];
}

function directoryAuthority(identity: SiteIdentity | undefined): readonly Brought[] {
  const caSecret = identity?.kind === "keycloak" ? identity.directory?.caSecret : undefined;
  return caSecret === undefined ? [] : [text(caSecret, ["ca.crt"])];
}

function existing(
  source: { readonly kind: string; readonly name?: string },
  keys: readonly string[],
): readonly Brought[] {
  return source.name === undefined ? [] : [text(source.name, keys)];
}

const claim = (name: string): Brought => ({
  apiVersion: "v1",
  kind: "PersistentVolumeClaim",
  metadata: { name },
  spec: { accessModes: ["ReadWriteMany"], resources: { requests: { storage: "10Gi" } } },
});

const bundle = (name: string, key: string): Brought => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name },
  data: { [key]: "made up" },
});
