import { ApiError, type ApiClient, type KubernetesObject } from "./api-client";
import { pause } from "./wait";

/** Binds as soon as the claim exists: the default class. */
export const IMMEDIATE_CLASS = "standard";
/** Binds when a pod needs the claim, as most real classes do. */
export const CONSUMER_CLASS = "wait-for-consumer";

const PROVISIONER = "end-to-end.test/stand-in";
const ROUND_MS = 300;
/** The API server answers from its memory, without asking etcd whether that is the latest. */
const CACHED = "?resourceVersion=0";

interface Claim extends KubernetesObject {
  readonly spec: {
    readonly storageClassName?: string;
    readonly volumeName?: string;
    readonly accessModes: readonly string[];
    readonly resources: { readonly requests: { readonly storage: string } };
  };
}
interface Volume extends KubernetesObject {
  readonly status?: { readonly phase?: string };
}
interface Service extends KubernetesObject {
  readonly spec: { readonly type?: string };
  readonly status?: { readonly loadBalancer?: { readonly ingress?: readonly object[] } };
}

export async function createStorageClasses(api: ApiClient): Promise<void> {
  for (const [name, mode] of [
    [IMMEDIATE_CLASS, "Immediate"],
    [CONSUMER_CLASS, "WaitForFirstConsumer"],
  ] as const) {
    const isDefault = String(name === IMMEDIATE_CLASS);
    await api.call("POST", "/apis/storage.k8s.io/v1/storageclasses", {
      metadata: { name, annotations: { "storageclass.kubernetes.io/is-default-class": isDefault } },
      provisioner: PROVISIONER,
      volumeBindingMode: mode,
      allowVolumeExpansion: true,
    });
  }
}

/** Plays the two parts that no control plane has: the volume provisioner and the cloud's load balancer. */
export class ClusterStandIns {
  private stopped = false;
  private readonly done: Promise<void>;
  /** Services by their uid: what the API server remembers may be older than an address. */
  private readonly addressed = new Set<string>();

  constructor(private readonly api: ApiClient) {
    this.done = this.loop();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.done;
  }

  private async loop(): Promise<void> {
    while (!this.stopped) {
      try {
        await this.provideVolumes();
        await this.dropReleasedVolumes();
        await this.giveAddresses();
      } catch {
        // The API server may be away on purpose: the next round sees what this one missed.
      }
      await pause(ROUND_MS);
    }
  }

  private async provideVolumes(): Promise<void> {
    for (const claim of await this.api.list<Claim>(`/api/v1/persistentvolumeclaims${CACHED}`)) {
      const { storageClassName, volumeName, accessModes, resources } = claim.spec;
      const chosen = claim.metadata.annotations?.["volume.kubernetes.io/selected-node"];
      const due = storageClassName === IMMEDIATE_CLASS || (storageClassName === CONSUMER_CLASS && chosen);
      if (!due || volumeName !== undefined) continue;
      const { name, namespace, uid } = claim.metadata;
      await this.create("/api/v1/persistentvolumes", {
        metadata: { name: `pvc-${uid}`, annotations: { "pv.kubernetes.io/provisioned-by": PROVISIONER } },
        spec: {
          storageClassName,
          accessModes,
          capacity: { storage: resources.requests.storage },
          persistentVolumeReclaimPolicy: "Delete",
          claimRef: { apiVersion: "v1", kind: "PersistentVolumeClaim", name, namespace, uid },
          hostPath: { path: `/stand-in/${uid}` },
        },
      });
    }
  }

  private async dropReleasedVolumes(): Promise<void> {
    for (const volume of await this.api.list<Volume>(`/api/v1/persistentvolumes${CACHED}`)) {
      if (volume.status?.phase !== "Released" && volume.status?.phase !== "Failed") continue;
      await this.api.text("DELETE", `/api/v1/persistentvolumes/${volume.metadata.name}`);
    }
  }

  private async giveAddresses(): Promise<void> {
    for (const service of await this.api.list<Service>(`/api/v1/services${CACHED}`)) {
      if (service.spec.type !== "LoadBalancer" || service.status?.loadBalancer?.ingress?.length) continue;
      const { name, namespace, uid = "" } = service.metadata;
      if (this.addressed.has(uid)) continue;
      const ip = `198.51.100.${(this.addressed.size % 250) + 1}`;
      const path = `/api/v1/namespaces/${namespace}/services/${name}/status`;
      await this.api.text("PATCH", path, { status: { loadBalancer: { ingress: [{ ip }] } } });
      this.addressed.add(uid);
    }
  }

  private async create(path: string, body: object): Promise<void> {
    try {
      await this.api.text("POST", path, body);
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 409)) throw error;
    }
  }
}
