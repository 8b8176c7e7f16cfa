import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Site } from "../../../../src/site/site";
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
  return [
    ...logins(site),
    ...valueSecrets(site),
    ...certificates(site),
    ...claims(site),
    ...bundles(site),
    ...serviceSecrets(site),
  ];
}

/** Secrets whose keys belong together. */
function logins({ agents, calls, database, objectStore, secrets }: Site): readonly Brought[] {
  const router = calls?.router;
  return [
    ...existing(secrets.database, ["username", "password"]),
    ...existing(secrets.objectStoreRoot, ["username", "password"]),
    ...existing(secrets.objectStore, ["accesskey", "secretkey"]),
    ...existing(secrets.mattermost, ["atrestencryptkey", "publiclinksalt"]),
    ...(database.kind === "external" ? existing(database.credentials, ["username", "password"]) : []),
    ...(database.kind === "azure" ? fromTheVault(secrets) : []),
    ...(objectStore.kind === "external-s3"
      ? existing(objectStore.credentials, ["accesskey", "secretkey"])
      : []),
    ...(router?.kind === "rtcd" ? existing(router.registration, ["clientid", "authkey", "adminkey"]) : []),
    ...(router?.kind === "external" && router.client
      ? [text(router.client.name, ["clientid", "authkey"])]
      : []),
    ...(agents?.endpoints ?? []).flatMap((each) =>
      "source" in each && each.source.kind === "object-store"
        ? [text(each.source.credentials.name, ["accesskey", "secretkey"])]
        : [],
    ),
  ];
}

/** What services of the site take from Secrets. */
function serviceSecrets({ integrations }: Site): readonly Brought[] {
  const taken = (integrations?.services ?? []).flatMap(({ env }) => Object.values(env));
  return taken.flatMap((each) => (typeof each === "string" ? [] : [text(each.secret, [each.key])]));
}

/** Certificates of names, and authorities of those that the site calls. */
function certificates(site: Site): readonly Brought[] {
  const tls = parts(site).filter(isCertificate);
  const authorities = parts(site).flatMap(({ caSecret }) => (typeof caSecret === "string" ? [caSecret] : []));
  return [
    ...tls.map(({ secret }) => text(secret, ["tls.crt", "tls.key"])),
    ...[...new Set(authorities)].map((name) => text(name, ["ca.crt"])),
  ];
}

function isCertificate(part: Part): part is Part & { readonly secret: string } {
  return part.kind === "secret" && typeof part.secret === "string";
}

function claims({ agents, objectStore }: Site): readonly Brought[] {
  const models = (agents?.endpoints ?? []).flatMap((each) =>
    "source" in each && each.source.kind === "claim" ? [each.source.claim] : [],
  );
  const files = objectStore.kind === "shared-files" ? (objectStore.existingClaim ?? []) : [];
  return [...new Set(models.concat(files))].map(claim);
}

function bundles({ cluster: { caBundle } }: Site): readonly Brought[] {
  return caBundle === undefined ? [] : [bundle(caBundle.configMap, caBundle.key)];
}

/** A section of a site. */
type Part = Readonly<Record<string, unknown>>;

/** Every section of a site, however deep. */
function parts(value: unknown): readonly Part[] {
  if (typeof value !== "object" || value === null) return [];
  const below = Object.values(value).flatMap(parts);
  return Array.isArray(value) ? below : [value as Part, ...below];
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

/** Wherever the site takes one value of a Secret. One Secret may hold several. */
function valueSecrets(site: Site): readonly Brought[] {
  const values = parts(site).flatMap(({ name, secret, key, revision }) =>
    typeof key === "string" && typeof revision === "number" ? [{ secret: String(secret ?? name), key }] : [],
  );
  return [...new Set(values.map(({ secret }) => secret))].map((name) =>
    text(name, [...new Set(values.filter(({ secret }) => secret === name).map(({ key }) => key))]),
  );
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
