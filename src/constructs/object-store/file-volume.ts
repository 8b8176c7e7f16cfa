import { PersistentVolumeClaimV1 } from "@cdktf/provider-kubernetes/lib/persistent-volume-claim-v1";
import { Construct } from "constructs";
import { guard, type Guarded } from "../kubernetes/guard";
import { labelsOf } from "../kubernetes/labels";
import type { INamespace } from "../kubernetes/namespace";

export interface FileVolumeProps extends Guarded {
  readonly namespace: INamespace;
  /** Name of the claim. */
  readonly name: string;
  /** Kubernetes quantity. */
  readonly size: string;
  readonly access: "ReadWriteMany" | "ReadWriteOnce";
  /** @default - the cluster's default class */
  readonly storageClass?: string;
  /** Volume that is there for this claim alone. @default - a new one of the class */
  readonly volumeName?: string;
}

/** A claim on a volume for files. */
export class FileVolume extends Construct {
  public readonly claimName: string;

  public constructor(scope: Construct, id: string, props: FileVolumeProps) {
    super(scope, id);
    const resource = new PersistentVolumeClaimV1(this, "Resource", {
      metadata: {
        name: props.name,
        namespace: props.namespace.namespaceName,
        labels: labelsOf(this, props.name),
      },
      spec: {
        accessModes: [props.access],
        // An empty class takes no default one, which would make a volume.
        storageClassName: props.volumeName === undefined ? props.storageClass : "",
        volumeName: props.volumeName,
        resources: { requests: { storage: props.size } },
      },
      // A class may bind only when the first pod is placed, which comes after this.
      waitUntilBound: false,
      ...guard(props),
    });
    resource.node.addDependency(props.namespace);
    this.claimName = props.name;
  }
}
