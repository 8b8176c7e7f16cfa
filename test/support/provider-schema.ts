import { asBlocks, blockProblems, type Block, type Json } from "./provider-block";
import { referenceJson } from "./reference";
import { isRecord } from "./terraform-type";

type Schemas = Readonly<Record<string, { readonly block: Block }>>;

interface ProviderSchema {
  readonly provider: { readonly block: Block };
  readonly resource_schemas?: Schemas;
  readonly data_source_schemas?: Schemas;
  readonly ephemeral_resource_schemas?: Schemas;
}

/** Versions of the schemas that are at hand. */
const VERSIONS: Readonly<Record<string, string>> = {
  azuread: "3.7.0",
  azurerm: "4.55.0",
  helm: "3.1.1",
  kubernetes: "2.38.0",
  random: "3.7.2",
  tls: "4.1.0",
};

/** Judged by the real plugin alone, in the e2e part `azure-local`: no schema of it is at hand, but its version is held. */
const WITHOUT_SCHEMA: Readonly<Record<string, string>> = { azapi: "2.12.0" };

const SECTIONS = {
  resource: {
    schemas: "resource_schemas",
    meta: ["depends_on", "count", "for_each", "provider", "lifecycle", "connection", "provisioner"],
  },
  data: {
    schemas: "data_source_schemas",
    meta: ["depends_on", "count", "for_each", "provider", "lifecycle"],
  },
  ephemeral: {
    schemas: "ephemeral_resource_schemas",
    meta: ["depends_on", "count", "for_each", "provider", "lifecycle"],
  },
} as const;

const cache = new Map<string, ProviderSchema>();

function schemaOf(provider: string): ProviderSchema | undefined {
  const version = VERSIONS[provider];
  if (version === undefined) return undefined;
  const known = cache.get(provider);
  if (known) return known;
  const schema = referenceJson("provider-schemas", `${provider}-${version}.json`) as ProviderSchema;
  cache.set(provider, schema);
  return schema;
}

/**
 * What Terraform and the providers' own schemas would refuse in a stack's `cdk.tf.json`, one line each: unknown,
 * missing, read-only and deprecated attributes, wrong types, wrong numbers of blocks, ephemeral values outside
 * write-only attributes, write-only attributes without revision, dependencies on what is not there, versions that the
 * schema at hand is not of. Values that are known only at plan time are believed.
 */
export function checkAgainstProviderSchema(tfJson: unknown): string[] {
  if (!isRecord(tfJson)) return ["the document is no object"];
  return [
    ...versionProblems(tfJson),
    ...providerProblems(tfJson),
    ...Object.entries(SECTIONS).flatMap(([section, { schemas, meta }]) =>
      sectionProblems(tfJson, section, schemas, meta),
    ),
    ...referenceProblems(tfJson),
  ];
}

function versionProblems(tfJson: Json): readonly string[] {
  const terraform = tfJson.terraform;
  const required = isRecord(terraform) ? terraform.required_providers : undefined;
  if (!isRecord(required)) return [];
  return Object.entries(required).flatMap(([name, wanted]) => {
    const version = isRecord(wanted) ? wanted.version : wanted;
    const checked = VERSIONS[name] ?? WITHOUT_SCHEMA[name];
    if (checked === undefined) return [`terraform.required_providers.${name}: no schema at hand`];
    return version === checked
      ? []
      : [`terraform.required_providers.${name}: ${String(version)} is not the checked version ${checked}`];
  });
}

function providerProblems(tfJson: Json): readonly string[] {
  const providers = tfJson.provider;
  if (!isRecord(providers)) return [];
  return Object.entries(providers).flatMap(([name, blocks]) => {
    if (name in WITHOUT_SCHEMA) return [];
    const schema = schemaOf(name);
    if (!schema) return [`provider.${name}: no schema at hand`];
    return asBlocks(blocks).flatMap((block, index) =>
      blockProblems(schema.provider.block, block, `provider.${name}[${index}]`, ["alias", "version"], true),
    );
  });
}

function sectionProblems(
  tfJson: Json,
  section: string,
  schemas: "resource_schemas" | "data_source_schemas" | "ephemeral_resource_schemas",
  meta: readonly string[],
): readonly string[] {
  const types = tfJson[section];
  if (!isRecord(types)) return [];
  return Object.entries(types).flatMap(([type, byName]) => {
    const provider = type.split("_")[0] ?? type;
    if (provider in WITHOUT_SCHEMA) return [];
    const schema = schemaOf(provider)?.[schemas]?.[type];
    if (!schema) return [`${section}.${type}: no such type`];
    if (!isRecord(byName)) return [`${section}.${type}: no object`];
    return Object.entries(byName).flatMap(([name, block]) =>
      blockProblems(schema.block, block, `${type}.${name}`, meta, section === "ephemeral"),
    );
  });
}

/** Addresses in `depends_on` and in interpolations that the stack does not have. */
function referenceProblems(tfJson: Json): readonly string[] {
  const addresses = new Set(
    ["resource", "data", "ephemeral"].flatMap((section) => addressesOf(tfJson, section)),
  );
  return Object.keys(SECTIONS).flatMap((section) =>
    Object.entries(recordAt(tfJson, section)).flatMap(([type, byName]) =>
      Object.entries(isRecord(byName) ? byName : {}).flatMap(([name, block]) => {
        const dependsOn = isRecord(block) ? block.depends_on : undefined;
        const named = Array.isArray(dependsOn) ? dependsOn.map(String) : [];
        const text = JSON.stringify(block);
        const used = [
          ...text.matchAll(
            /(?<!\$)\$\{(?:[a-z0-9]+\()*((?:data\.|ephemeral\.)?[a-z][a-z0-9]*_[a-z0-9_]+\.[A-Za-z0-9_-]+)/g,
          ),
        ];
        const self = section === "resource" ? `${type}.${name}` : `${section}.${type}.${name}`;
        return [
          ...[...named, ...used.map((match) => match[1] ?? "")]
            .filter((address) => !addresses.has(address))
            .map((address) => `${self}: refers to ${address}, which is not in the stack`),
          ...(named.includes(self) ? [`${self}: depends on itself`] : []),
        ];
      }),
    ),
  );
}

function addressesOf(tfJson: Json, section: string): readonly string[] {
  const prefix = section === "resource" ? "" : `${section}.`;
  return Object.entries(recordAt(tfJson, section)).flatMap(([type, byName]) =>
    Object.keys(isRecord(byName) ? byName : {}).map((name) => `${prefix}${type}.${name}`),
  );
}

function recordAt(json: Json, key: string): Json {
  const value = json[key];
  return isRecord(value) ? value : {};
}
