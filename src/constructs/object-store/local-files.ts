import { Construct } from "constructs";
import { Connections, type IConnections } from "../kubernetes/connections";
import type { Guarded } from "../kubernetes/guard";
import type { INamespace } from "../kubernetes/namespace";
import { FileVolume } from "./file-volume";
import type { IObjectStore, ObjectStoreReference } from "./object-store";

export interface LocalFilesProps extends Guarded {
  readonly namespace: INamespace;
  /** Kubernetes quantity. */
  readonly size: string;
  /** Name of the claim. @default "files" */
  readonly name?: string;
  /** @default - the cluster's default class */
  readonly storageClass?: string;
}

const DEFAULTS = { name: "files" } as const;

/** Files on a volume that one node mounts: enough for one server, not for several. */
export class LocalFiles extends Construct implements IObjectStore {
  public readonly objectStore: ObjectStoreReference;
  /** Nobody: the kubelet mounts the volume, no pod connects to it. */
  public readonly connections: IConnections = Connections.group([]);

  public constructor(scope: Construct, id: string, props: LocalFilesProps) {
    super(scope, id);
    const { namespace, size, storageClass, preventDestroy } = props;
    const name = props.name ?? DEFAULTS.name;
    const volume = new FileVolume(this, "Volume", {
      namespace,
      name,
      size,
      storageClass,
      preventDestroy,
      access: "ReadWriteOnce",
    });
    this.objectStore = { kind: "files", claimName: volume.claimName, shared: false };
  }
}
