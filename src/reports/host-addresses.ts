/** Addresses of hosts, by name. */
export type HostAddresses = Readonly<Record<string, readonly string[]>>;

const ADDRESS = /^(\d{1,3})(\.\d{1,3}){3}(\/\d{1,2})?$/;

/**
 * Reads what a person resolved, written as in /etc/hosts: an IPv4 address or range, then the names that have it. IPv6
 * is left out, `#` begins a remark, and a name may begin with `*.`.
 * @throws Error that says which line is none of these
 */
export function readHostAddresses(text: string): HostAddresses {
  const found: Record<string, string[]> = {};
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const [address, ...names] = line.replace(/#.*/, "").trim().split(/\s+/);
    if (!address || address.includes(":")) continue;
    if (!isAddress(address) || names.length === 0)
      throw new Error(`line ${index + 1} is no address with names after it`);
    for (const name of names) (found[name.toLowerCase()] ??= []).push(address);
  }
  return found;
}

function isAddress(text: string): boolean {
  const [address = "", prefix = "32"] = text.split("/");
  return (
    ADDRESS.test(text) && Number(prefix) <= 32 && address.split(".").every((part) => Number(part) <= 255)
  );
}
