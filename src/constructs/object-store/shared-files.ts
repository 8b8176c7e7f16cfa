import { Construct } from "constructs";
import { Connections, type IConnections } from "../kubernetes/connections";
import type { Guarded } from "../kubernetes/guard";
import type { INamespace } from "../kubernetes/namespace";
import { refuse } from "../kubernetes/problems";
import { FileVolume } from "./file-volume";
import type { IObjectStore, ObjectStoreReference } from "./object-store";
import { OBJECT_STORE_PROBLEMS } from "./problems";

/** A claim that is already there is not touched, so the guard is for a new one. */
export interface SharedFilesProps extends Guarded {
  readonly namespace: INamespace;
  /** Name of a new claim. @default "files" */
  readonly name?: string;
  /** Size of a new claim, as a Kubernetes quantity. */
  readonly size?: string;
  /** Class of a new claim; must be able to ReadWriteMany. @default - the cluster's default class */
  readonly storageClass?: string;
  /** A ReadWriteMany claim that is already there, instead of a new one. */
  readonly existingClaim?: string;
}

const DEFAULTS = { name: "files" } as const;

/** Files on network storage (NFS, SMB, CephFS) that pods on all nodes mount at once. */
export class SharedFiles extends Construct implements IObjectStore {
  public readonly objectStore: ObjectStoreReference;
  /** Nobody: the kubelet mounts the volume, no pod connects to it. */
  public readonly connections: IConnections = Connections.group([]);

  public constructor(scope: Construct, id: string, props: SharedFilesProps) {
    super(scope, id);
    this.objectStore = {
      kind: "files",
      claimName: props.existingClaim ?? this.newClaim(props),
      shared: true,
    };
  }

  private newClaim(props: SharedFilesProps): string {
    const { namespace, storageClass, size, preventDestroy } = props;
    if (size === undefined) {
      return refuse(this, OBJECT_STORE_PROBLEMS.volume, {
        message: "neither size nor existingClaim is given",
        expected: "one of them",
      });
    }
    const name = props.name ?? DEFAULTS.name;
    const access = "ReadWriteMany";
    return new FileVolume(this, "Volume", { namespace, name, size, storageClass, access, preventDestroy })
      .claimName;
  }
}
