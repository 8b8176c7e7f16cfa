/** The parts of a pod that refer to other objects. */
export interface PodSpec {
  readonly serviceAccountName?: string;
  readonly imagePullSecrets?: readonly { readonly name: string }[];
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly volumes?: readonly Volume[];
}
interface Container {
  readonly name: string;
  readonly env?: readonly {
    readonly name: string;
    readonly value?: string;
    readonly valueFrom?: { readonly secretKeyRef?: KeyReference; readonly configMapKeyRef?: KeyReference };
  }[];
}
interface KeyReference {
  readonly name: string;
  readonly key: string;
  readonly optional?: boolean;
}
interface Items {
  readonly items?: readonly { readonly key: string }[];
  readonly optional?: boolean;
}
interface Projected {
  readonly secret?: { readonly name: string } & Items;
  readonly configMap?: { readonly name: string } & Items;
}
interface Volume {
  readonly secret?: { readonly secretName: string } & Items;
  readonly configMap?: { readonly name: string } & Items;
  readonly persistentVolumeClaim?: { readonly claimName: string };
  readonly projected?: { readonly sources?: readonly Projected[] };
}

/** `Kind name` or `Kind name key` of all that must exist before the pod can start. */
export function needsOf(spec: PodSpec): readonly string[] {
  const containers = [...spec.containers, ...(spec.initContainers ?? [])];
  return [
    ...(spec.serviceAccountName === undefined ? [] : [`ServiceAccount ${spec.serviceAccountName}`]),
    ...(spec.imagePullSecrets ?? []).map(({ name }) => `Secret ${name}`),
    ...containers
      .flatMap(({ env }) => env ?? [])
      .flatMap(({ valueFrom }) => [
        ...key("Secret", valueFrom?.secretKeyRef),
        ...key("ConfigMap", valueFrom?.configMapKeyRef),
      ]),
    ...(spec.volumes ?? []).flatMap(volume),
  ];
}

function key(kind: string, reference: KeyReference | undefined): readonly string[] {
  return reference === undefined || reference.optional === true
    ? []
    : [`${kind} ${reference.name} ${reference.key}`];
}

function volume({ secret, configMap, persistentVolumeClaim, projected }: Volume): readonly string[] {
  return [
    ...(secret === undefined ? [] : files("Secret", secret.secretName, secret)),
    ...(configMap === undefined ? [] : files("ConfigMap", configMap.name, configMap)),
    ...(persistentVolumeClaim === undefined
      ? []
      : [`PersistentVolumeClaim ${persistentVolumeClaim.claimName}`]),
    ...(projected?.sources ?? []).flatMap((source) => [
      ...(source.secret === undefined ? [] : files("Secret", source.secret.name, source.secret)),
      ...(source.configMap === undefined ? [] : files("ConfigMap", source.configMap.name, source.configMap)),
    ]),
  ];
}

function files(kind: string, name: string, { items, optional }: Items): readonly string[] {
  if (optional === true) return [];
  return [`${kind} ${name}`, ...(items ?? []).map((item) => `${kind} ${name} ${item.key}`)];
}
