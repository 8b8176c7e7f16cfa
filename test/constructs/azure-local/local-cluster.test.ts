import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { AzapiProvider } from "../../../src/constructs/azure-local/azapi";
import { LoadBalancer } from "../../../src/constructs/azure-local/load-balancer";
import { LocalCluster, type LocalClusterProps } from "../../../src/constructs/azure-local/local-cluster";
import { LogicalNetwork } from "../../../src/constructs/azure-local/logical-network";
import { AzureGroup } from "../../../src/constructs/azure/azure-group";
import { synth, testStack } from "../../support/synth";

const SUBSCRIPTION = "00000000-0000-4000-8000-000000000001";
const TENANT = "00000000-0000-4000-8000-00000000000a";
const LOCATION = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.ExtendedLocation/customLocations/x`;
const NETWORK = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.AzureStackHCI/logicalNetworks/x`;

interface Json {
  readonly terraform: { readonly required_providers: Readonly<Record<string, object>> };
  readonly resource: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
}

function cluster(props: Partial<LocalClusterProps> = {}): Json {
  const stack = testStack();
  const place = { subscriptionId: SUBSCRIPTION, tenantId: TENANT };
  new AzurermProvider(stack, "Azure", { features: [{}], ...place });
  new AzapiProvider(stack, "Api", { environment: "public", ...place });
  const group = new AzureGroup(stack, "Group", {
    site: "teal",
    cloud: "azure",
    region: "westeurope",
    ...place,
  });
  const made = new LocalCluster(stack, "Cluster", {
    group,
    customLocationId: LOCATION,
    network: LogicalNetwork.fromId(stack, "Network", NETWORK),
    adminGroups: ["00000000-0000-4000-8000-0000000000d1"],
    controlPlane: { count: 3, vmSize: "Standard_A4_v2", address: "10.80.0.10" },
    pools: { site: { vmSize: "Standard_D8s_v3", minimum: 4, maximum: 6, taints: ["only=site:NoSchedule"] } },
    sshPublicKeys: ["ssh-ed25519 AAAAexample"],
    podRange: "10.244.0.0/16",
    hybridBenefit: true,
    ...props,
  });
  new LoadBalancer(stack, "LoadBalancer", {
    cluster: made,
    addresses: ["10.80.0.240/29"],
    runtimeObjectId: "00000000-0000-4000-8000-0000000000d2",
  });
  return synth(stack) as unknown as Json;
}

function one(json: Json, type: string, of = ""): Readonly<Record<string, unknown>> {
  const found = Object.values(json.resource[type] ?? {}).filter((each) => JSON.stringify(each).includes(of));
  expect(found).toHaveLength(1);
  return found[0] ?? {};
}

test("the body is what the API takes: machines, network, keys, a pool that scales", () => {
  const { body, type, name } = one(cluster(), "azapi_resource", "provisionedClusterInstances");
  expect([type, name]).toEqual([
    "Microsoft.HybridContainerService/provisionedClusterInstances@2024-01-01",
    "default",
  ]);
  expect(body).toEqual({
    extendedLocation: { type: "CustomLocation", name: LOCATION },
    properties: {
      cloudProviderProfile: { infraNetworkProfile: { vnetSubnetIds: [NETWORK] } },
      controlPlane: {
        count: 3,
        vmSize: "Standard_A4_v2",
        controlPlaneEndpoint: { hostIP: "10.80.0.10" },
      },
      agentPoolProfiles: [
        {
          name: "site",
          vmSize: "Standard_D8s_v3",
          count: 4,
          osType: "Linux",
          osSKU: "CBLMariner",
          enableAutoScaling: true,
          minCount: 4,
          maxCount: 6,
          nodeLabels: { "holdfast/pool": "site" },
          nodeTaints: ["only=site:NoSchedule"],
        },
      ],
      linuxProfile: { ssh: { publicKeys: [{ keyData: "ssh-ed25519 AAAAexample" }] } },
      networkProfile: {
        networkPolicy: "calico",
        podCidr: "10.244.0.0/16",
        loadBalancerProfile: { count: 0 },
      },
      storageProfile: { smbCsiDriver: { enabled: false }, nfsCsiDriver: { enabled: false } },
      licenseProfile: { azureHybridBenefit: "True" },
    },
  });
});

test("the connection comes first, the addresses of Services last", () => {
  const json = cluster();
  const connection = Object.keys(json.resource.azurerm_arc_kubernetes_provisioned_cluster ?? {})[0];
  expect(one(json, "azapi_resource", "provisionedCluster").parent_id).toContain(`${connection}.id`);
  const extension = one(json, "azurerm_arc_kubernetes_cluster_extension");
  expect(JSON.stringify(extension.depends_on)).toContain("azapi_resource.Cluster_");
  const addresses = one(json, "azapi_resource", "loadBalancers");
  expect(JSON.stringify(addresses.depends_on)).toContain("azurerm_arc_kubernetes_cluster_extension.");
});

test.each([
  [false, true],
  [true, false],
])("with disposable %p the cluster is guarded: %p", (disposable, prevented) => {
  const json = cluster({ disposable });
  for (const resource of [
    one(json, "azapi_resource", "provisionedCluster"),
    one(json, "azurerm_arc_kubernetes_provisioned_cluster"),
  ]) {
    expect(resource.lifecycle).toEqual({ prevent_destroy: prevented });
  }
});

test("the provider without bindings is pinned", () => {
  const { azapi } = cluster().terraform.required_providers;
  expect(azapi).toEqual({ source: "azure/azapi", version: "2.12.0" });
});
