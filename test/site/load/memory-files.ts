import type { SiteFiles } from "../../../src/site/load/files";

/** What stands at a path: text, bytes, a link, or a failure of the file system. */
export type Entry =
  string | Uint8Array | { readonly link: string } | { readonly fails: string } | { readonly size: number };

/** A file system in memory; folders exist through the files in them. */
export function memoryFiles(entries: Readonly<Record<string, Entry>>): SiteFiles {
  const fail = (code: string, path: string): never => {
    throw Object.assign(new Error(`${code}: ${path}`), { code });
  };
  const follow = (path: string, hops = 0): string => {
    if (hops > 20) return fail("ELOOP", path);
    for (const [link, entry] of Object.entries(entries)) {
      if (typeof entry !== "object" || !("link" in entry)) continue;
      if (path === link || path.startsWith(`${link}/`))
        return follow(entry.link + path.slice(link.length), hops + 1);
    }
    return path;
  };
  const isFolder = (path: string): boolean =>
    Object.keys(entries).some((name) => name.startsWith(`${path}/`));
  const entryAt = (path: string): Exclude<Entry, { link: string }> | undefined => {
    const entry = entries[path];
    if (typeof entry === "object" && "fails" in entry) fail(entry.fails, path);
    return entry as Exclude<Entry, { link: string }> | undefined;
  };
  return {
    facts(path) {
      const real = follow(path);
      const entry = entryAt(real);
      if (entry === undefined) return isFolder(real) ? { kind: "directory", size: 0 } : fail("ENOENT", path);
      if (typeof entry === "object" && "size" in entry) return { kind: "file", size: entry.size };
      return { kind: "file", size: Buffer.byteLength(entry as string | Uint8Array) };
    },
    list(path) {
      const real = follow(path);
      const names = Object.keys(entries)
        .filter((name) => name.startsWith(`${real}/`))
        .map((name) => name.slice(real.length + 1).split("/")[0] ?? "");
      return [...new Set(names)];
    },
    read(path) {
      const entry = entryAt(follow(path));
      if (typeof entry === "string") return Buffer.from(entry);
      return entry instanceof Uint8Array ? entry : fail("EIO", path);
    },
    real: (path) => {
      const real = follow(path);
      entryAt(real);
      return real;
    },
  };
}

/** The smallest valid site file. */
export const VALID = `name: outpost-kestrel
topology: edge
connectivity: disconnected
cluster:
  nodes:
    count: 3
people:
  users: 800
mattermost:
  siteUrl: https://chat.outpost-kestrel.example
`;
