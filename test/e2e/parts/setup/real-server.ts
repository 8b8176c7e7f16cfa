import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { settingVariable } from "../../../../src/catalog/mattermost-settings";
import type { Context } from "../../context";
import { client } from "../../local-api";
import { mattermostServer, SERVER_FOLDERS, type MattermostFolder } from "../../toolchain/mattermost";
import type { Running } from "../../toolchain/process";
import { Authority } from "../postgres/authority";
import { Server as Postgres } from "../postgres/server";
import { edgeEnvironment } from "./rendered";

const LOGIN = { DB_USERNAME: "mattermost", DB_PASSWORD: "0123456789abcdefghijklmnopqrstuv" } as const;
const START_LIMIT_SECONDS = 120;

/** What stands in for values of Secrets that the server checks by itself; the licence is left out. */
const SECRET_VALUES: Readonly<Record<string, string>> = {
  ...LOGIN,
  MM_SQLSETTINGS_ATRESTENCRYPTKEY: "k".repeat(32),
  MM_FILESETTINGS_PUBLICLINKSALT: "s".repeat(32),
};

export type Environment = Readonly<Record<string, string>>;

/** A real server with the rendered environment, its database beside it. */
export class RealServer {
  static async start(ctx: Context): Promise<RealServer> {
    const release = mattermostServer();
    const home = ctx.tmp("mattermost");
    const postgres = await database(ctx);
    const port = await ctx.freePort();
    const server = new RealServer(ctx, release, home, postgres.folder, postgres.port, port);
    server.running = server.spawn("mattermost", server.environment, home);
    await ctx.waitFor("the server to answer", () => server.isUp(), START_LIMIT_SECONDS, server.running);
    return server;
  }

  running?: Running;
  readonly environment: Environment;

  private constructor(
    private readonly ctx: Context,
    private readonly release: MattermostFolder,
    private readonly home: string,
    private readonly postgresFolder: string,
    private readonly postgresPort: number,
    readonly port: number,
  ) {
    prepare(release, home);
    const replaced: Environment = {
      MM_SERVICESETTINGS_LISTENADDRESS: `127.0.0.1:${port}`,
      MM_SERVICESETTINGS_LOCALMODESOCKETLOCATION: this.socket,
      MM_FILESETTINGS_DRIVERNAME: "local",
      MM_FILESETTINGS_DIRECTORY: `${home}/data/`,
      MM_METRICSSETTINGS_LISTENADDRESS: "127.0.0.1:0",
    };
    this.environment = { ...this.expanded(edgeEnvironment()), ...replaced };
  }

  get socket(): string {
    return join(this.home, "local.socket");
  }

  /** A certificate, PEM. */
  get certificate(): string {
    return readFileSync(join(this.postgresFolder, "ca.crt"), "utf8");
  }

  /** The whole configuration that the server works with, through its socket. */
  async configuration(): Promise<ReadonlyMap<string, unknown>> {
    const config = await client({ socket: this.socket })("GET", "/api/v4/config");
    return new Map(flat("", config));
  }

  /** The environment as Kubernetes would expand it, at this machine's addresses. */
  expanded(entries: readonly (readonly [string, string | null])[]): Environment {
    const known: Record<string, string> = {};
    for (const [name, value] of entries) {
      const text = value ?? SECRET_VALUES[name];
      if (text === undefined) continue;
      known[name] = text
        .replace(/\$\((\w+)\)/g, (whole, reference: string) => known[reference] ?? whole)
        .replace(/@[^/@]+:5432\//, `@localhost:${this.postgresPort}/`)
        .replaceAll("/holdfast/ca/database", this.postgresFolder);
    }
    return known;
  }

  /** Another server process on the same database, e.g. the setup's companion. */
  second(environment: Environment, folder: string): Running {
    prepare(this.release, folder);
    return this.spawn("companion", environment, folder);
  }

  private spawn(name: string, environment: Environment, folder: string): Running {
    return this.ctx.spawn(name, this.release.program, ["server"], { folder, environment });
  }

  private async isUp(): Promise<boolean> {
    try {
      return (await fetch(`http://127.0.0.1:${this.port}/api/v4/system/ping`)).ok;
    } catch {
      return false;
    }
  }
}

/** PostgreSQL 18 over TLS, with the database as the bootstrap makes it. */
async function database(ctx: Context): Promise<Postgres> {
  const folder = join(ctx.tmp("postgres"), "files");
  mkdirSync(folder);
  const authority = await Authority.create(folder);
  await authority.issue("server", "postgres-rw", "server");
  const kept = ctx.tmp("authority");
  cpSync(join(folder, "ca.crt"), join(kept, "ca.crt"));
  const postgres = ctx.ending(await Postgres.create(await ctx.debian(), folder));
  await postgres.initialize();
  await postgres.start({});
  const { DB_USERNAME: user, DB_PASSWORD: password } = LOGIN;
  await postgres.sql([
    `CREATE ROLE ${user} LOGIN PASSWORD '${password}'`,
    `CREATE DATABASE mattermost OWNER ${user}`,
  ]);
  return postgres;
}

function prepare(release: MattermostFolder, folder: string): void {
  for (const name of SERVER_FOLDERS) symlinkSync(join(release.folder, name), join(folder, name));
  mkdirSync(join(folder, "client"));
  cpSync(join(release.folder, "client", "root.html"), join(folder, "client", "root.html"));
  for (const name of ["logs", "plugins", "data", "client/plugins"]) mkdirSync(join(folder, name));
  writeFileSync(join(folder, "empty"), "");
}

function flat(path: string, value: unknown): readonly (readonly [string, unknown])[] {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return [[settingVariable(path), value]];
  const below = Object.entries(value).flatMap(([key, each]) =>
    flat(path === "" ? key : `${path}.${key}`, each),
  );
  return path === "" ? below : [[settingVariable(path), value], ...below];
}
