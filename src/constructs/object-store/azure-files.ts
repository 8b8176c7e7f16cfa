import { PersistentVolumeV1 } from "@cdktf/provider-kubernetes/lib/persistent-volume-v1";
import { Construct } from "constructs";
import { AZURE_CLOUDS, type AzureCloud } from "../../catalog/azure-clouds";
import { Connections, type IConnections } from "../kubernetes/connections";
import { guard, type Guarded } from "../kubernetes/guard";
import { labelsOf } from "../kubernetes/labels";
import type { INamespace } from "../kubernetes/namespace";
import { FileVolume } from "./file-volume";
import type { IObjectStore, ObjectStoreReference } from "./object-store";

export interface AzureFilesProps extends Guarded {
  readonly namespace: INamespace;
  readonly cloud: AzureCloud;
  /** Name of the storage account. */
  readonly account: string;
  /** NFS share in it. */
  readonly share: string;
  /** Kubernetes quantity. */
  readonly size: string;
  /** Name of the claim. @default "files" */
  readonly name?: string;
}

const DEFAULTS = { name: "files" } as const;

/** What the driver of Azure advises for NFS: several connections, ports that outlive a failure, cached attributes. */
const MOUNT_OPTIONS = ["vers=4", "minorversion=1", "sec=sys", "nconnect=4", "noresvport", "actimeo=30"];

/** Files on an NFS share of Azure, mounted by the nodes on all pods at once; the share itself is made elsewhere. */
export class AzureFiles extends Construct implements IObjectStore {
  public readonly objectStore: ObjectStoreReference;
  /** Nobody: the node mounts the share, no pod connects to it. */
  public readonly connections: IConnections = Connections.group([]);

  public constructor(scope: Construct, id: string, props: AzureFilesProps) {
    super(scope, id);
    const { namespace, cloud, account, share, size, preventDestroy } = props;
    const name = props.name ?? DEFAULTS.name;
    const volumeName = `${namespace.namespaceName}-${name}`;
    const volume = new PersistentVolumeV1(this, "Share", {
      metadata: { name: volumeName, labels: labelsOf(this, name) },
      spec: [
        {
          accessModes: ["ReadWriteMany"],
          capacity: { storage: size },
          mountOptions: MOUNT_OPTIONS,
          persistentVolumeReclaimPolicy: "Retain",
          claimRef: { name, namespace: namespace.namespaceName },
          persistentVolumeSource: {
            csi: {
              driver: "file.csi.azure.com",
              volumeHandle: `${account}#${share}#${volumeName}`,
              volumeAttributes: {
                protocol: "nfs",
                storageAccount: account,
                shareName: share,
                server: `${account}.file.${AZURE_CLOUDS[cloud].suffixes.storage}`,
              },
            },
          },
        },
      ],
      ...guard(props),
    });
    const access = "ReadWriteMany";
    const claim = new FileVolume(this, "Volume", {
      namespace,
      name,
      size,
      access,
      volumeName,
      preventDestroy,
    });
    claim.node.addDependency(volume);
    this.objectStore = { kind: "files", claimName: claim.claimName, shared: true };
  }
}
