import { join } from "node:path";
import type { NginxConf } from "../../../../src/constructs/proxy/nginx-conf";
import type { Debian } from "../../toolchain/debian";
import { freePort } from "../../toolchain/ports";
import { Application } from "./application";
import { Client } from "./client";
import { NameServer } from "./name-server";
import { Proxy, SITE_HOST } from "./proxy";

const MAXIMUM_BODY_MEBIBYTES = 2;

/** Application servers behind a DNS name, NGINX before them, and a client. */
export class World {
  readonly applications = new Map<string, Application>();

  private constructor(
    readonly names: NameServer,
    readonly applicationPort: number,
    readonly proxy: Proxy,
    readonly client: Client,
  ) {}

  static async start(
    debian: Debian,
    folder: string,
    addresses: readonly string[],
    conf: Partial<NginxConf> = {},
  ): Promise<World> {
    const names = await NameServer.start();
    names.answerWith(addresses);
    const port = await freePort();
    const started = await Promise.all(addresses.map((address) => Application.start(address, port)));
    const proxy = await Proxy.start(debian, join(folder, String(port)), {
      siteUrl: `https://${SITE_HOST}`,
      upstream: { host: "servers.example", port },
      resolvers: [`127.0.0.1:${names.port}`],
      maxBodySize: MAXIMUM_BODY_MEBIBYTES,
      workers: 2,
      workerConnections: 4096,
      shutdownTimeout: 5,
      ...conf,
    });
    const client = new Client(SITE_HOST, proxy.ports.https, proxy.certificate("first"));
    const world = new World(names, port, proxy, client);
    for (const each of started) world.applications.set(each.address, each);
    return world;
  }

  application(address: string): Application {
    const application = this.applications.get(address);
    if (application === undefined) throw new Error(`no application server at ${address}`);
    return application;
  }

  async startApplication(address: string): Promise<void> {
    this.applications.set(address, await Application.start(address, this.applicationPort));
  }

  async stop(): Promise<void> {
    await this.proxy.stop();
    await Promise.all([...this.applications.values()].map((each) => each.stop()));
    this.names.stop();
  }
}
