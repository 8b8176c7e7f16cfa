import { ArcKubernetesClusterExtension } from "@cdktf/provider-azurerm/lib/arc-kubernetes-cluster-extension";
import { Construct } from "constructs";
import { AzapiResource } from "./azapi";
import type { LocalCluster } from "./local-cluster";

export interface LoadBalancerProps {
  readonly cluster: LocalCluster;
  /** Ranges or single networks, e.g. `10.80.0.240/29` or `10.80.0.240-10.80.0.247`. */
  readonly addresses: readonly string[];
  /**
   * Object id that the directory gives to Microsoft's application `Kubernetes Runtime RP`:
   * `az ad sp show --id 087fca6e-4606-4d41-b3f6-5ebdf75b8b4c --query id`.
   */
  readonly runtimeObjectId: string;
}

/** MetalLB as an Arc extension: Services of type LoadBalancer get addresses of the local network, announced by ARP. */
export class LoadBalancer extends Construct {
  public constructor(scope: Construct, id: string, props: LoadBalancerProps) {
    super(scope, id);
    const { cluster } = props;
    const extension = new ArcKubernetesClusterExtension(this, "Extension", {
      name: "arcnetworking",
      clusterId: cluster.connectionId,
      extensionType: "microsoft.arcnetworking",
      identity: { type: "SystemAssigned" },
      configurationSettings: { k8sRuntimeFpaObjectId: props.runtimeObjectId },
    });
    extension.node.addDependency(cluster.ready);
    const addresses = new AzapiResource(this, "Addresses", {
      type: "Microsoft.KubernetesRuntime/loadBalancers@2024-03-01",
      name: "site",
      parentId: cluster.connectionId,
      body: { properties: { addresses: [...props.addresses], advertiseMode: "ARP" } },
    });
    addresses.node.addDependency(extension);
  }
}
