import { z } from "zod";

/** What a field's documentation says: one sentence, its default, and where the default comes from. */
interface FieldDoc {
  readonly description: string;
  /** The default as a value, or as a phrase when it is computed. */
  readonly default?: string | number | boolean;
  readonly examples?: readonly unknown[];
}

/** Attaches documentation that reaches the JSON Schema and the editor's hover. */
export function documented<T extends z.ZodType>(
  schema: T,
  description: string,
  doc: Omit<FieldDoc, "description"> = {},
): T {
  return schema.meta({ description, ...doc });
}

/** A name that Kubernetes accepts for an object (RFC 1123 label). */
export const kubernetesName = z
  .string()
  .regex(
    /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
    "a Kubernetes name: lower-case letters, digits and '-', e.g. tls-cert",
  )
  .max(63);

/** A size as Kubernetes writes it. */
export const quantity = z
  .string()
  .regex(/^[1-9][0-9]*(Mi|Gi|Ti)$/, 'a size with unit Mi, Gi or Ti, e.g. "20Gi"');

/** Processor time as Kubernetes writes it. */
export const cpuQuantity = z
  .string()
  .regex(/^([1-9][0-9]*m|[1-9][0-9]*)$/, 'CPUs or milli-CPUs, e.g. "2" or "500m"');

/** A DNS host name or an IP address, without scheme and port. */
export const host = z
  .string()
  .regex(
    /^(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9.:-]*[A-Za-z0-9])?$/,
    "a host name or address without scheme or path",
  );

export const port = z.int().min(1).max(65535);

/** A network in CIDR notation. */
export const cidr = z.union([z.cidrv4(), z.cidrv6()]);

/** Full id of an Azure resource. */
export const azureResourceId = z
  .string()
  .regex(
    /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/.+$/i,
    "the full id of an Azure resource",
  );

/** Points at an existing Kubernetes Secret; the file never holds its content. */
export const secretReference = z.strictObject({
  secret: documented(kubernetesName, "Name of the existing Secret, in the site's namespace."),
  revision: documented(
    z.int().min(1).optional(),
    "Raise it after you changed the Secret: exactly its readers restart.",
    {
      default: 1,
    },
  ),
});

/** The last day of something, e.g. `2027-03-31`. */
export const lastDay = z.iso.date();

/** Compute resources of one pod. Memory is request and limit at once; CPU is a request. */
export const resources = z.strictObject({
  cpu: documented(cpuQuantity, "CPU request of one pod."),
  memory: documented(quantity, "Memory request and limit of one pod."),
});

/** Value of a setting of the servers or of a plugin. */
export const settingValue = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.array(z.string()),
  z.record(z.string(), z.unknown()),
]);
