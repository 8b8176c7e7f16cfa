import Ajv, { type ErrorObject, type ValidateFunction } from "ajv";
import { readdirSync, readFileSync } from "node:fs";
import { parseAllDocuments } from "yaml";
import { jsonSchemaOf, uniqueByKeys, type OpenApiSchema } from "./crd-schema";
import { referencePath } from "./reference";

interface Definition {
  readonly kind: string;
  readonly spec: {
    readonly group: string;
    readonly scope: "Namespaced" | "Cluster";
    readonly names: { readonly kind: string };
    readonly versions: readonly {
      readonly name: string;
      readonly served: boolean;
      readonly deprecated?: boolean;
      readonly schema: { readonly openAPIV3Schema: OpenApiSchema };
    }[];
  };
}

/** What a check needs of an object. */
export interface CheckedManifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false, logger: false });
ajv.addKeyword(uniqueByKeys);
ajv.addFormat("int32", { type: "number", validate: (value) => Math.abs(value) <= 2 ** 31 });
ajv.addFormat("int64", { type: "number", validate: (value) => Number.isSafeInteger(value) });
ajv.addFormat("double", { type: "number", validate: () => true });
ajv.addFormat("byte", /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/);
ajv.addFormat("date-time", /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/);
ajv.addFormat("ipv4", /^(\d{1,3}\.){3}\d{1,3}$/);
ajv.addFormat("ipv6", /^[0-9a-fA-F:.]+$/);

const definitions = new Map<string, readonly Definition[]>();
const validators = new Map<string, ValidateFunction>();

/**
 * What the API server would refuse or drop in a custom resource, by its definition, one line each: unknown kinds,
 * versions that are not served, unknown fields, wrong types, formats, ranges and patterns, lists with equal keys.
 * CEL rules (`x-kubernetes-validations`) are not evaluated, nor is what only an admission webhook knows.
 */
export function checkAgainstCrd(manifest: CheckedManifest): string[] {
  const { apiVersion, kind, metadata } = manifest;
  const self = `${kind} ${metadata.name}`;
  const [named = "", version = ""] = apiVersion.split("/");
  // Azure's add-on reads the operator's own objects, in a group of its own. Source: Azure's prometheus-collector.
  const group = named === "azmonitoring.coreos.com" ? "monitoring.coreos.com" : named;
  const definition = definitionsOf(group).find(({ spec }) => spec.names.kind === kind);
  if (!definition) return [`${self}: no definition of ${kind} in ${group}`];
  const served = definition.spec.versions.find(({ name }) => name === version);
  if (!served?.served) return [`${self}: ${apiVersion} is not served`];
  const validate = validatorOf(`${apiVersion}/${kind}`, served.schema.openAPIV3Schema);
  const fits = validate(manifest);
  const namespaced = definition.spec.scope === "Cluster" && metadata.namespace !== undefined;
  return [
    ...(served.deprecated ? [`${self}: ${apiVersion} is deprecated`] : []),
    ...(namespaced ? [`${self}: a namespace, but the kind has none`] : []),
    ...(fits ? [] : (validate.errors ?? []).map((error) => `${self}: ${wording(error)}`)),
  ];
}

/** Every definition of a group; only files that name the group are parsed. */
function definitionsOf(group: string): readonly Definition[] {
  const known = definitions.get(group);
  if (known) return known;
  const folder = referencePath("crds");
  const found = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.ya?ml$/.test(file) && !file.includes("prerelease"))
    .map((file) => readFileSync(referencePath("crds", file), "utf8"))
    .filter((text) => new RegExp(`^ +group: ["']?${group.replaceAll(".", "\\.")}["']?$`, "m").test(text))
    .flatMap((text) =>
      parseAllDocuments(text, { version: "1.2" }).map((each) => each.toJS() as Definition | null),
    )
    .filter((each) => each?.kind === "CustomResourceDefinition" && each.spec.group === group) as Definition[];
  definitions.set(group, found);
  return found;
}

function validatorOf(id: string, schema: OpenApiSchema): ValidateFunction {
  const known = validators.get(id);
  if (known) return known;
  const validator = ajv.compile(jsonSchemaOf(schema));
  validators.set(id, validator);
  return validator;
}

function wording(error: ErrorObject): string {
  const place = error.instancePath === "" ? "/" : error.instancePath;
  const params = error.params as { readonly additionalProperty?: string; readonly allowedValues?: unknown };
  if (params.additionalProperty !== undefined)
    return `${place} has the unknown field ${params.additionalProperty}`;
  const allowed = params.allowedValues === undefined ? "" : `: ${JSON.stringify(params.allowedValues)}`;
  return `${place} ${error.message ?? error.keyword}${allowed}`;
}
