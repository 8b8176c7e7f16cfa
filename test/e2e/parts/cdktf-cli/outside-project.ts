import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { locked } from "../../toolchain/cache";
import { REPOSITORY } from "../../toolchain/paths";
import { run } from "../../toolchain/process";

const COMPILE_LIMIT_SECONDS = 240;
const DIST = join(REPOSITORY, "dist");
const TYPESCRIPT = join(REPOSITORY, "node_modules", "typescript", "bin", "tsc");

export interface PackageJson {
  readonly name: string;
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

export const holdfastPackage = JSON.parse(
  readFileSync(join(REPOSITORY, "package.json"), "utf8"),
) as PackageJson;

/**
 * The sources as they are now, compiled and packed as npm would publish them. Of the repository only `dist` is written,
 * as `npm run build` does it: that takes few seconds when the build is of these sources.
 */
export async function packedHoldfast(folder: string): Promise<string> {
  const source = join(folder, "package");
  mkdirSync(source, { recursive: true });
  const files = ["package.json", "charts", "LICENSE", "README.md", "CHANGELOG.md"];
  for (const file of files) cpSync(join(REPOSITORY, file), join(source, file), { recursive: true });
  await locked(join(REPOSITORY_MODULES, ".holdfast-build.lock"), async () => {
    await run(process.execPath, [TYPESCRIPT, "-p", "tsconfig.build.json"], {
      folder: REPOSITORY,
      limit: COMPILE_LIMIT_SECONDS,
    });
    cpSync(DIST, join(source, "dist"), { recursive: true, filter: hasSource });
  });
  const args = ["pack", "--ignore-scripts", "--json", "--pack-destination", folder];
  const { stdout } = await run("npm", args, { folder: source });
  const [packed] = JSON.parse(stdout) as readonly { readonly filename: string }[];
  return join(folder, packed!.filename);
}

/** The build leaves what it made of sources that are gone. */
function hasSource(built: string): boolean {
  return existsSync(built.replace(DIST, REPOSITORY).replace(/(\.d\.ts|\.js)$/, ".ts"));
}

/**
 * A user's project outside the repository with the package in its `node_modules`.
 * @param modules a `node_modules` with what the package depends on; it is linked, not copied
 */
export async function outsideProject(folder: string, tarball: string, modules: string): Promise<string> {
  const own = join(folder, "node_modules");
  linkModules(modules, folder, ["holdfast"]);
  mkdirSync(join(own, "holdfast"));
  const nested = join(modules, "holdfast", "node_modules");
  if (existsSync(nested)) symlinkSync(nested, join(own, "holdfast", "node_modules"));
  await run("tar", ["-xzf", tarball, "--strip-components=1", "-C", join(own, "holdfast")]);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "outside", private: true }));
  return folder;
}

/** Makes `node_modules` of a folder lead to the packages of another one, but for some. */
export function linkModules(modules: string, folder: string, without: readonly string[]): void {
  const own = join(folder, "node_modules");
  mkdirSync(own, { recursive: true });
  const names = readdirSync(modules).filter((name) => !name.startsWith(".") && !without.includes(name));
  for (const name of names) symlinkSync(join(modules, name), join(own, name));
}

/** What the repository's own lock file has: the pinned cdktf and its providers. */
export const REPOSITORY_MODULES = join(REPOSITORY, "node_modules");
