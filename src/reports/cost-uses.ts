import { TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";
import { diskMeter } from "../catalog/azure-prices";
import { CustomResources, type Manifest } from "../constructs/kubernetes/custom-resources";
import { mebibytes } from "../site/sizing/quantities";

/** What a part of the built tree uses of one meter. */
export interface CostUse {
  /** Path of the part in the tree. */
  readonly part: string;
  /** As the price table names it, e.g. `machine/Standard_D8ds_v5`. */
  readonly meter: string;
  /** How many at rest, and when everything that grows by itself has grown; absent where use alone decides. */
  readonly quantity?: { readonly rest: number; readonly most: number };
}

type Attributes = Readonly<Record<string, unknown>>;
type Use = Omit<CostUse, "part">;

const fixed = (meter: string, count = 1): Use => ({ meter, quantity: { rest: count, most: count } });
const byUse = (meter: string): readonly Use[] => [{ meter }];

/** The meters of each billed resource; every other resource of Azure that is built is in `FREE`, or has a row without price. */
const METERS: Readonly<Record<string, (attributes: Attributes) => readonly Use[]>> = {
  azurerm_kubernetes_cluster: ({ sku_tier: tier, default_node_pool: pool }) => [
    fixed(`kubernetes/${String(tier)}`),
    ...machines(pool as Attributes),
  ],
  azurerm_kubernetes_cluster_node_pool: machines,
  azurerm_linux_virtual_machine: machine,
  azurerm_firewall: ({ sku_tier: tier }) => [fixed(`firewall/${String(tier)}`)],
  azurerm_application_gateway: gateway,
  azurerm_bastion_host: ({ sku }) => [fixed(`bastion/${textOr(sku, "Basic")}`)],
  azurerm_network_ddos_protection_plan: () => [fixed("ddos-plan")],
  azurerm_public_ip: () => [fixed("address")],
  azurerm_public_ip_prefix: ({ prefix_length: length }) => [
    fixed("address", 2 ** (32 - (typeof length === "number" ? length : 28))),
  ],
  azurerm_private_endpoint: () => [fixed("private-endpoint")],
  azurerm_private_dns_zone: () => [fixed("private-zone")],
  azurerm_postgresql_flexible_server: postgres,
  azurerm_container_registry: ({ sku }) => [fixed(`registry/${textOr(sku, "Basic")}`)],
  azurerm_managed_redis: ({ sku_name: sku, high_availability_enabled: available }) => [
    fixed(`redis/${String(sku)}`, available === false ? 1 : 2),
  ],
  azurerm_log_analytics_workspace: () => byUse("logs, by the gigabyte"),
  azurerm_key_vault: () => byUse("vault operations"),
  azurerm_key_vault_key: () => byUse("vault operations"),
  azurerm_key_vault_secret: () => byUse("vault operations"),
  azurerm_storage_account: () => byUse("stored gigabytes and operations"),
  azurerm_cognitive_deployment: () => byUse("tokens of the model"),
  azurerm_dashboard_grafana: () => byUse("users of Grafana"),
  azurerm_monitor_workspace: () => byUse("samples of metrics"),
};

/** Kinds of resources that cost nothing by themselves. */
const FREE =
  /^azurerm_(resource_group(_template_deployment)?|virtual_network\w*|subnet\w*|network_(security_\w+|interface)|virtual_machine_extension|route\w*|role_\w+|user_assigned_identity|federated_identity_credential|monitor_(diagnostic_setting|data_collection\w*|private_link\w*)|dashboard_grafana_managed_private_endpoint|firewall_policy\w*|private_dns_(zone_virtual_network_link|\w+_record)|postgresql_flexible_server_\w+|web_application_firewall_policy|cognitive_account\w*|storage_(container|management_policy|account_\w+)|management_lock|disk_encryption_set|container_registry_\w+|bastion_\w+)$/;

/** Everything below a scope that Azure sends a bill for, in the order of the tree. */
export function costUses(scope: IConstruct): readonly CostUse[] {
  return scope.node.findAll().flatMap((construct): readonly CostUse[] => {
    const part = construct.node.path;
    return usesOf(construct).map((use) => ({ part, ...use }));
  });
}

function usesOf(construct: IConstruct): readonly Use[] {
  if (CustomResources.isCustomResources(construct)) return construct.manifests.flatMap(clusterVolumes);
  if (!TerraformResource.isTerraformResource(construct)) return [];
  const { terraformResourceType: type } = construct;
  if (type === "kubernetes_stateful_set_v1") return claimedVolumes(attributesOf(construct));
  if (!type.startsWith("azurerm_") || FREE.test(type)) return [];
  const meters = METERS[type];
  return meters ? meters(attributesOf(construct)) : [fixed(type)];
}

function attributesOf(resource: TerraformResource): Attributes {
  const { resource: types } = resource.toTerraform() as {
    resource: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
  };
  return Object.values(types[resource.terraformResourceType] ?? {})[0] ?? {};
}

/** Machines of a pool with the disk of their system. */
function machines(pool: Attributes): readonly Use[] {
  const { vm_size: size, node_count: count, min_count: least = count, max_count: most = count } = pool;
  const quantity = { rest: Number(least), most: Number(most) };
  const disk = diskMeter("managed-csi-premium", Number(pool.os_disk_size_gb ?? 128));
  return [
    { meter: `machine/${String(size)}`, quantity },
    ...(pool.os_disk_type === "Ephemeral" ? [] : [{ meter: disk, quantity }]),
  ];
}

/** A machine of its own with its disk. */
function machine({ size, os_disk: disk }: Attributes): readonly Use[] {
  const storage = diskMeter("managed-csi-premium", Number(first(disk).disk_size_gb ?? 64));
  return [fixed(`machine/${String(size)}`), fixed(storage)];
}

/** Ten capacity units are kept ready for each instance. Source: Application Gateway v2, understanding pricing. */
function gateway({ sku, autoscale_configuration: scale }: Attributes): readonly Use[] {
  const { name, capacity } = first(sku);
  const { min_capacity: least = capacity, max_capacity: most = least } = first(scale);
  const units = { rest: Number(least ?? 0) * 10, most: Number(most ?? 0) * 10 };
  return [fixed(`gateway/${String(name)}`), { meter: `gateway-unit/${String(name)}`, quantity: units }];
}

/** A standby is billed as the primary is. */
function postgres({
  sku_name: sku,
  storage_mb: storage,
  high_availability: standby,
}: Attributes): readonly Use[] {
  const servers = standby === undefined ? 1 : 2;
  return [
    fixed(`postgres/${String(sku)}`, servers),
    fixed("postgres-storage", (Number(storage) / 1024) * servers),
  ];
}

function claimedVolumes({ spec }: Attributes): readonly Use[] {
  const { replicas, volume_claim_template: claims } = first(spec);
  return list(claims).map((claim) => {
    const { storage_class_name: storageClass, resources } = first(claim.spec);
    const { storage } = first(first(resources).requests);
    return volumes(storageClass, String(storage), Number(replicas));
  });
}

/** Data and log of each instance of a CloudNativePG cluster. */
function clusterVolumes({ kind, spec = {} }: Manifest): readonly Use[] {
  if (kind !== "Cluster") return [];
  return [spec.storage, spec.walStorage].flatMap((volume) => {
    const { storageClass, size } = first(volume);
    return typeof size === "string" ? [volumes(storageClass, size, Number(spec.instances))] : [];
  });
}

function volumes(storageClass: unknown, size: string, count: number): Use {
  return fixed(diskMeter(textOr(storageClass, "default"), mebibytes(size) / 1024), count);
}

function textOr(value: unknown, fallback: string): string {
  return typeof value === "string" ? value : fallback;
}

/** Blocks come as one object or as a list of them. */
function list(value: unknown): readonly Attributes[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]) as readonly Attributes[];
}

function first(value: unknown): Attributes {
  return list(value)[0] ?? {};
}
