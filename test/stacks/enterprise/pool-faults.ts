import type { SiteAzure } from "../../../src/site/site-azure";
import { at, type Json } from "../../support/terraform-json";
import { of } from "./azure-json";

/** Every pool of machines of a stack, that of the cluster's own parts among them. */
export function poolsOf(stack: Json): readonly Json[] {
  return [
    ...of(stack, "azurerm_kubernetes_cluster").map(({ body }) => at(body, "default_node_pool")),
    ...of(stack, "azurerm_kubernetes_cluster_node_pool").map(({ body }) => body),
  ];
}

/** Pools that are missing or too many, of another size than the site says, or with other cryptography. */
export function poolFaults({ kubernetes }: SiteAzure, stack: Json): readonly string[] {
  const { systemPool, pool, mediaPool, gpuPool, fips } = kubernetes;
  const wanted = Object.entries({ system: systemPool, site: pool, media: mediaPool, gpu: gpuPool })
    .flatMap(([name, size]) => (size ? [{ name, size }] : []))
    .map(({ name, size }) => `${name}: ${size.minimum} to ${size.maximum} of ${size.vmSize}`);
  const pools = poolsOf(stack);
  const found = pools.map(
    ({ name, node_count, min_count, max_count, vm_size }) =>
      `${String(name)}: ${String(min_count ?? node_count)} to ${String(max_count ?? node_count)} of ${String(vm_size)}`,
  );
  return [
    ...wanted.filter((each) => !found.includes(each)).map((each) => `no pool ${each}`),
    ...found.filter((each) => !wanted.includes(each)).map((each) => `a pool ${each}`),
    ...pools
      .filter((each) => (each.fips_enabled ?? false) !== fips || each.host_encryption_enabled !== true)
      .map(({ name }) => `${String(name)} has other cryptography`),
  ];
}
