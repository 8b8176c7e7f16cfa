/** Kernel settings of nodes that run routers, which pods can't set: they belong to the node, not to a namespace. */
export const RTCD_NODE_SYSCTLS = {
  "net.core.rmem_max": 16_777_216,
  "net.core.wmem_max": 16_777_216,
  "net.core.optmem_max": 16_777_216,
} as const;

/**
 * A file for `/etc/sysctl.d` of each node that runs a router. Without it a router asks for 16 MiB of buffer a socket,
 * gets the kernel's 208 KiB without a word, and loses packets when many speak at once.
 */
export function rtcdNodeSysctls(): string {
  return Object.entries(RTCD_NODE_SYSCTLS)
    .map(([name, value]) => `${name} = ${String(value)}\n`)
    .join("");
}
