import { createHash } from "node:crypto";
import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import { Construct } from "constructs";
import { labelsOf } from "./labels";
import type { INamespace } from "./namespace";
import { literals } from "./terraform-text";

export interface ConfigFilesProps {
  readonly namespace: INamespace;
  readonly name: string;
  /** Content by file name. Never a secret. */
  readonly files: Readonly<Record<string, string>>;
}

/** Configuration files for pods, in a ConfigMap. Pods that mount them restart when the content changes. */
export class ConfigFiles extends Construct {
  public readonly configMapName: string;
  /** SHA-256 of names and contents. */
  public readonly hash: string;

  public constructor(scope: Construct, id: string, props: ConfigFilesProps) {
    super(scope, id);
    this.configMapName = props.name;
    this.hash = hashOf(props.files);
    const resource = new ConfigMapV1(this, "Resource", {
      metadata: {
        name: props.name,
        namespace: props.namespace.namespaceName,
        labels: labelsOf(this, props.name),
      },
      data: literals(props.files),
    });
    resource.node.addDependency(props.namespace);
  }
}

/** SHA-256 over a flat map, independent of the order of its keys. */
export function hashOf(parts: Readonly<Record<string, string>>): string {
  const ordered = Object.entries(parts).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256").update(JSON.stringify(ordered)).digest("hex");
}
