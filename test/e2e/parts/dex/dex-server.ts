import { copyFileSync, mkdirSync, readFileSync, writeFileSync, appendFileSync } from "node:fs";
import { join } from "node:path";
import { DEX_VARIABLES, dexConfig } from "../../../../src/constructs/identity/dex/dex-config";
import { DEX_FILES, DEX_SWITCHES, dexScripts } from "../../../../src/constructs/identity/dex/dex-pod";
import type { Context } from "../../context";
import { selfSigned } from "../../toolchain/certificates";
import { INSIDE, type Debian } from "../../toolchain/debian";
import type { Running, RunResult } from "../../toolchain/process";
import { Browser } from "../keycloak/browser";
import type { Client } from "../keycloak/sign-in";
import { NAMES, PASSWORDS, READER } from "../ldap/directory-server";
import { dexProgram } from "./program";

/** Any user but root: the image has one of its own. */
const USER = "www-data";

export interface DexServerOptions {
  /** Address that people type. */
  readonly url: string;
  /** Name inside the cluster, in its certificate. */
  readonly serverName: string;
  readonly client: Client;
  /** Address of the directory. */
  readonly directory: string;
  /** Certificate of the directory, PEM. */
  readonly authority: string;
}

/** The real program with the rendered configuration and scripts. */
export class DexServer {
  static async create(ctx: Context, options: DexServerOptions): Promise<DexServer> {
    const folder = ctx.tmp("dex");
    for (const name of ["config", "certificate", "authority", "read"]) mkdirSync(join(folder, name));
    copyFileSync(join(await dexProgram(), "dex"), join(folder, "dex"));
    const names = [options.serverName, "localhost", "127.0.0.1"];
    const { certificate, keyFile } = await selfSigned(ctx.tmp("dex-certificate"), "server", names);
    writeFileSync(join(folder, "certificate", "tls.crt"), certificate);
    writeFileSync(join(folder, "certificate", "tls.key"), readFileSync(keyFile));
    writeFileSync(join(folder, "authority", "ca.crt"), options.authority);
    const ports = { https: await ctx.freePort(), telemetry: await ctx.freePort() };
    const server = new DexServer(ctx, await ctx.debian(), folder, certificate, ports, options.client.secret);
    server.write(options);
    return server;
  }

  private running: Running | undefined;

  private constructor(
    private readonly ctx: Context,
    private readonly debian: Debian,
    private readonly folder: string,
    /** Its own authority, PEM. */
    readonly certificate: string,
    private readonly ports: { readonly https: number; readonly telemetry: number },
    private readonly clientSecret: string,
  ) {}

  get port(): number {
    return this.ports.https;
  }

  /** Where Mattermost asks for tokens. */
  get inside(): string {
    return `https://localhost:${this.ports.https}`;
  }

  async start(): Promise<void> {
    this.running = this.ctx.ending(await this.launch());
    await this.ctx.waitFor("dex to be ready", () => this.isReady(), 20, this.running);
  }

  /** Starts it with a change of its configuration, and returns what it says when it ends. */
  async failure(change: (config: string) => string): Promise<string> {
    const file = join(this.folder, "config", DEX_FILES.config);
    const before = readFileSync(file, "utf8");
    writeFileSync(file, change(before));
    const running = this.ctx.ending(await this.launch());
    const code = await running.exited;
    writeFileSync(file, before);
    return `${code} ${running.logs()}`;
  }

  alive(): Promise<RunResult> {
    return this.debian.run("sh", [`${INSIDE}/config/${DEX_FILES.alive}`], {
      files: this.folder,
      as: USER,
      accept: [0, 1, 2],
    });
  }

  /** As if another certificate lay there. */
  touchCertificate(): void {
    appendFileSync(join(this.folder, "certificate", "tls.crt"), "\n");
  }

  /** Mattermost's side. */
  browser(): Browser {
    return new Browser(this.certificate);
  }

  logs(): string {
    return this.running?.logs() ?? "";
  }

  stop(): Promise<void> {
    return this.running?.stop("SIGTERM") ?? Promise.resolve();
  }

  private launch(): Promise<Running> {
    return this.debian.start("sh", [`${INSIDE}/config/${DEX_FILES.start}`], {
      files: this.folder,
      as: USER,
      environment: {
        ...DEX_SWITCHES,
        [DEX_VARIABLES.clientSecret]: this.clientSecret,
        [DEX_VARIABLES.bindPassword]: PASSWORDS.READER_PASSWORD,
        [DEX_VARIABLES.dollar]: "$",
      },
    });
  }

  private async isReady(): Promise<boolean> {
    const answer = await fetch(`http://127.0.0.1:${this.ports.telemetry}/healthz/ready`).catch(
      () => undefined,
    );
    return answer?.status === 200;
  }

  private write({ client, directory, url }: DexServerOptions): void {
    const config = dexConfig({
      url,
      displayName: "Outpost",
      port: this.ports.https,
      telemetryPort: this.ports.telemetry,
      certificate: `${INSIDE}/certificate`,
      client: { id: client.id, redirectUris: [client.redirectUri] },
      directory: {
        urls: [directory],
        bindDn: READER.dn,
        usersDn: NAMES.people,
        groupsDn: NAMES.groups,
      },
      authority: `${INSIDE}/authority/ca.crt`,
    });
    const scripts = dexScripts({
      program: `${INSIDE}/dex`,
      config: `${INSIDE}/config`,
      certificate: `${INSIDE}/certificate`,
      read: `${INSIDE}/read/certificate`,
    });
    for (const [name, text] of Object.entries({ [DEX_FILES.config]: config, ...scripts })) {
      writeFileSync(join(this.folder, "config", name), text);
    }
  }
}
