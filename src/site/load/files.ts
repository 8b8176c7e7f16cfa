import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";

export interface FileFacts {
  readonly kind: "file" | "directory" | "other";
  /** Bytes. */
  readonly size: number;
}

/** The few things the loader asks of a file system. Each throws as `node:fs` does. */
export interface SiteFiles {
  facts(path: string): FileFacts;
  /** Names in a folder. */
  list(path: string): readonly string[];
  read(path: string): Uint8Array;
  /** The path without symbolic links. */
  real(path: string): string;
}

/** The file system of this machine. */
export const diskFiles: SiteFiles = {
  facts(path) {
    const stats = statSync(path);
    return { kind: stats.isFile() ? "file" : stats.isDirectory() ? "directory" : "other", size: stats.size };
  },
  list: (path) => readdirSync(path),
  read: (path) => readFileSync(path),
  real: (path) => realpathSync(path),
};

/** The code of a file system error (`ENOENT`), or its message where it has none. */
export function errorCode(error: unknown): string {
  const { code, message } = Object(error) as { readonly code?: unknown; readonly message?: unknown };
  if (typeof code === "string") return code;
  return typeof message === "string" ? message : "unknown error";
}
