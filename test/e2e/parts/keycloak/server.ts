import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AdminClient } from "../../../../src/users/admin-client";
import { transport } from "../../../../src/users/http";
import { realmAddress } from "../../../../src/users/realm-url";
import type { Context } from "../../context";
import type { Certificate } from "../../toolchain/certificates";
import { run, type Running } from "../../toolchain/process";
import { Browser } from "./browser";
import { distribution, HEAP, QUICK_START } from "./distribution";

const START_LIMIT_SECONDS = 600;

export const ADMIN = { username: "admin", password: "only-for-this-proof" };

export interface ServerOptions {
  readonly name: string;
  readonly port: number;
  /** Imported at the first start, when it isn't there. */
  readonly realm: { readonly realm: string; readonly [option: string]: unknown };
  /** Secrets that stand as placeholders in the realm. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Address that people type. @default - the server's own */
  readonly hostname?: string;
  /** Further options of the start. */
  readonly more?: readonly string[];
  /** Certificate of a server that this one calls. */
  readonly trusts?: string;
}

/** One Keycloak over TLS on the loopback address, as in production but for its file database and its lone cache. */
export class KeycloakServer {
  private running: Running | undefined;

  private constructor(
    readonly url: string,
    readonly certificate: Certificate,
    private readonly home: string,
    private readonly ctx: Context,
    private readonly options: ServerOptions,
  ) {}

  static async create(
    ctx: Context,
    certificate: Certificate,
    options: ServerOptions,
  ): Promise<KeycloakServer> {
    const folder = ctx.tmp(options.name);
    await run("cp", ["-r", await distribution(), join(folder, "keycloak")]);
    const home = join(folder, "keycloak");
    mkdirSync(join(home, "data/import"), { recursive: true });
    writeFileSync(join(home, `data/import/${options.realm.realm}-realm.json`), JSON.stringify(options.realm));
    return new KeycloakServer(`https://127.0.0.1:${options.port}`, certificate, home, ctx, options);
  }

  get realmUrl(): string {
    return `${this.url}/realms/${this.options.realm.realm}`;
  }

  async start(): Promise<void> {
    const { certificateFile, keyFile } = this.certificate;
    const { port, name, trusts, environment, hostname, more = [] } = this.options;
    const args = [
      "start",
      "--optimized",
      "--import-realm",
      "--cache=local",
      "--http-host=127.0.0.1",
      `--https-port=${port}`,
      `--hostname=${hostname ?? this.url}`,
      `--https-certificate-file=${certificateFile}`,
      `--https-certificate-key-file=${keyFile}`,
      ...(trusts === undefined ? [] : [`--truststore-paths=${trusts}`]),
      ...more,
      // As the construct sets them: what a silent provider may cost.
      "--spi-connections-http-client--default--establish-connection-timeout-millis=3000",
      "--spi-connections-http-client--default--socket-timeout-millis=5000",
    ];
    this.running = this.ctx.spawn(name, join(this.home, "bin/kc.sh"), args, {
      environment: {
        ...HEAP,
        ...QUICK_START,
        KC_BOOTSTRAP_ADMIN_USERNAME: ADMIN.username,
        KC_BOOTSTRAP_ADMIN_PASSWORD: ADMIN.password,
        ...environment,
      },
    });
    const discovery = `${this.realmUrl}/.well-known/openid-configuration`;
    const answers = async (): Promise<boolean> => (await this.browser().open(discovery)).status === 200;
    await this.ctx.waitFor(`${name} to answer`, answers, START_LIMIT_SECONDS, this.running);
  }

  async stop(): Promise<void> {
    await this.running?.stop();
  }

  /** A browser without cookies that trusts this server. */
  browser(): Browser {
    return new Browser(this.certificate.certificate);
  }

  /** Of the realm, or of the one named. */
  admin(realm = this.options.realm.realm): AdminClient {
    const connection = transport({ ca: this.certificate.certificate, connections: 1, timeoutMs: 60_000 });
    this.ctx.ending({
      stop: () => {
        connection.close();
        return Promise.resolve();
      },
    });
    return new AdminClient({
      address: realmAddress(`${this.url}/realms/${realm}`),
      credential: ADMIN,
      transport: connection,
    });
  }
}
