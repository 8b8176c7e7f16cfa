import { pairOf } from "../../../src/catalog/azure-region-pairs";
import type { Site } from "../../../src/site/site";
import type { SiteAzure } from "../../../src/site/site-azure";
import { at, type Json } from "../../support/terraform-json";
import { addressOf, of, referred } from "./azure-json";
import { Dependencies } from "./dependencies";

const READS_KEYS = "Key Vault Crypto Service Encryption User";

/** Whoever is encrypted by a key before somebody may read that key: it is refused when it is made. */
export function keyOrderFaults(stack: Json): readonly string[] {
  const dependencies = new Dependencies(stack);
  return of(stack, "azurerm_role_assignment")
    .filter(({ body }) => body.role_definition_name === READS_KEYS)
    .flatMap((role) => {
      const reader = referred(stack, role.body.principal_id);
      if (reader === undefined) return [`${role.id} is nobody's`];
      return dependencies
        .users(addressOf(reader))
        .filter((user) => !user.startsWith("azurerm_role_assignment."))
        .filter((user) => !dependencies.before(user).has(addressOf(role)))
        .map((user) => `${user} doesn't wait for ${role.id}`);
    });
}

/** Disks and databases on other keys than the site says. */
export function keyFaults(site: Site, azure: SiteAzure, stack: Json): readonly string[] {
  return [...diskFaults(azure, stack), ...databaseFaults(site, azure, stack)];
}

function diskFaults({ kubernetes }: SiteAzure, stack: Json): readonly string[] {
  const own = kubernetes.diskKeys === "own";
  return [
    ...of(stack, "azurerm_kubernetes_cluster").map(
      ({ id, body }) => [id, body.disk_encryption_set_id] as const,
    ),
    ...of(stack, "azurerm_linux_virtual_machine").map(
      ({ id, body }) => [id, at(body, "os_disk").disk_encryption_set_id] as const,
    ),
  ]
    .filter(([, set]) => (referred(stack, set)?.type === "azurerm_disk_encryption_set") !== own)
    .map(([id, set]) => `${id} has the disk key ${String(set)}`);
}

function databaseFaults({ database }: Site, azure: SiteAzure, stack: Json): readonly string[] {
  if (database.kind !== "azure") return [];
  return of(stack, "azurerm_postgresql_flexible_server").flatMap(({ id, body }) => {
    const keys = at(body, "customer_managed_key");
    const copies = database.geoBackup && body.create_mode !== "Replica";
    const wanted = database.dataKeys === "own" ? { own: azure.region, copies: copies && pair(azure) } : {};
    const found = {
      own: regionOfKey(stack, keys.key_vault_key_id),
      copies: regionOfKey(stack, keys.geo_backup_key_vault_key_id),
    };
    const readers = [keys.primary_user_assigned_identity_id, keys.geo_backup_user_assigned_identity_id];
    const named = (at(body, "identity").identity_ids ?? []) as readonly unknown[];
    return [
      ...(found.own === wanted.own ? [] : [`${id} has a key in ${String(found.own)}`]),
      ...((found.copies ?? false) === (wanted.copies ?? false)
        ? []
        : [`${id} has a key of copies in ${String(found.copies)}`]),
      ...readers.filter((each) => each && !named.includes(each)).map(() => `${id} is not its reader`),
    ];
  });
}

const pair = ({ cloud, region }: SiteAzure): string | undefined => pairOf(cloud, region)?.region;

/** Region of the vault that a key is in, when servers name the key without its version. */
function regionOfKey(stack: Json, id: unknown): unknown {
  if (id === undefined) return undefined;
  if (!JSON.stringify(id).endsWith('.versionless_id}"')) return "a vault, by a version of its key";
  return referred(stack, referred(stack, id)?.body.key_vault_id)?.body.location;
}
