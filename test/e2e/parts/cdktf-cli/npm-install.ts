import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cached } from "../../toolchain/cache";
import { run } from "../../toolchain/process";
import { Unavailable } from "../../toolchain/skip";

const INSTALL_LIMIT_SECONDS = 900;
const NO_REGISTRY = /ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|ENOTCACHED/;

export interface NpmInstall {
  /** Folder of the cache. */
  readonly name: string;
  readonly version: string;
  /** The whole package.json; its content is part of the cache's key. */
  readonly packageJson: object;
  /** A package that isn't published, as `file:./<name>-<version>.tgz`: only its package.json, for npm to resolve. */
  readonly unpublished?: { readonly name: string; readonly version: string };
}

/** The `node_modules` that npm makes of a package.json, installed once; skips by name when no registry answers. */
export async function npmInstall({ name, version, packageJson, unpublished }: NpmInstall): Promise<string> {
  const folder = await cached({
    name,
    version,
    inputs: [JSON.stringify([packageJson, unpublished])],
    build: async (target) => {
      if (unpublished !== undefined) await packStub(target, unpublished);
      writeFileSync(join(target, "package.json"), JSON.stringify(packageJson));
      const args = ["install", "--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund"];
      await run("npm", args, { folder: target, limit: INSTALL_LIMIT_SECONDS }).catch(refuse);
    },
  });
  return join(folder, "node_modules");
}

function refuse(error: unknown): never {
  if (!NO_REGISTRY.test(String(error))) throw error;
  throw new Unavailable("the npm registry doesn't answer", { cause: error });
}

async function packStub(target: string, packageJson: object): Promise<void> {
  const stub = join(target, "stub");
  mkdirSync(stub);
  writeFileSync(join(stub, "package.json"), JSON.stringify(packageJson));
  await run("npm", ["pack", "--ignore-scripts", "--pack-destination", target], { folder: stub });
}
