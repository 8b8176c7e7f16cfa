import type { SynthesizedStack } from "./synth";
import { isRecord } from "./terraform-type";

export type Json = Readonly<Record<string, unknown>>;

/** One resource of a stack's `cdk.tf.json`. */
export interface TerraformResourceJson {
  readonly type: string;
  readonly id: string;
  readonly body: Json;
}

/** A pod template, whatever controls it. */
export interface PodJson {
  /** Address of the controller's resource. */
  readonly owner: string;
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly spec: Json;
  readonly containers: readonly Json[];
}

const POD_CONTROLLERS = [
  "kubernetes_deployment_v1",
  "kubernetes_stateful_set_v1",
  "kubernetes_daemon_set_v1",
  "kubernetes_job_v1",
  "kubernetes_cron_job_v1",
] as const;

/** Every resource of a stack, in the order of the file. */
export function resourcesOf(stack: Json | SynthesizedStack): readonly TerraformResourceJson[] {
  const types = (stack as Json).resource;
  return Object.entries(isRecord(types) ? types : {}).flatMap(([type, byId]) =>
    Object.entries(isRecord(byId) ? byId : {}).map(([id, body]) => ({ type, id, body: body as Json })),
  );
}

/** The one resource of a type; throws where there are none or several. */
export function onlyResource(stack: Json | SynthesizedStack, type: string): Json {
  const found = resourcesOf(stack).filter((each) => each.type === type);
  if (found.length !== 1) throw new Error(`${found.length} resources of type ${type}`);
  return found[0]!.body;
}

/** What every resource of a type has. */
export function bodiesOf(stack: Json | SynthesizedStack, type: string): readonly Json[] {
  return resourcesOf(stack).flatMap((each) => (each.type === type ? [each.body] : []));
}

/** Every pod template of a stack; init containers stand among the containers. */
export function podsOf(stack: Json | SynthesizedStack): readonly PodJson[] {
  return resourcesOf(stack)
    .filter(({ type }) => (POD_CONTROLLERS as readonly string[]).includes(type))
    .map(({ type, id, body }) => {
      const metadata = at(body, "metadata");
      const inner =
        type === "kubernetes_cron_job_v1" ? at(body, "spec", "job_template", "spec") : at(body, "spec");
      const spec = at(inner, "template", "spec");
      return {
        owner: `${type}.${id}`,
        name: metadata.name as string,
        namespace: metadata.namespace as string,
        labels: at(inner, "template", "metadata", "labels") as Record<string, string>,
        annotations: at(inner, "template", "metadata", "annotations") as Record<string, string>,
        spec,
        containers: [...list(spec.init_container), ...list(spec.container)],
      };
    });
}

/** A block inside blocks; lists of one count as the block. */
export function at(json: Json, ...path: readonly string[]): Json {
  return path.reduce<Json>((inner, key) => {
    const value = inner[key];
    const block: unknown = Array.isArray(value) ? value[0] : value;
    return isRecord(block) ? block : {};
  }, json);
}

/** Blocks as a list. */
export function list(value: unknown): readonly Json[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]) as readonly Json[];
}

/** Every text of a document with its path, keys not included. */
export function textsOf(
  value: unknown,
  path = "",
): readonly { readonly path: string; readonly text: string }[] {
  if (typeof value === "string") return [{ path, text: value }];
  if (Array.isArray(value)) return value.flatMap((each, index) => textsOf(each, `${path}[${index}]`));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, each]) => textsOf(each, path === "" ? key : `${path}.${key}`));
}
