import { join } from "node:path";
import type { NginxConf } from "../../../../src/constructs/proxy/nginx-conf";
import type { Debian } from "../../toolchain/debian";
import { freePort } from "../../toolchain/ports";
import { waitFor } from "../../toolchain/wait";
import { Application, type Seen } from "./application";
import { askPlain, Client } from "./client";
import { NameServer } from "./name-server";
import { Proxy, SITE_HOST, type HostFiles } from "./proxy";

const MAXIMUM_BODY_MEBIBYTES = 2;
/** Two lookups of the name, and some. */
const START_LIMIT_SECONDS = 15;

/** Application servers behind a DNS name, NGINX before them, and a client. */
export class World {
  static async start(
    debian: Debian,
    folder: string,
    addresses: readonly string[],
    conf: Partial<NginxConf> = {},
    hosts: readonly HostFiles[] = [],
  ): Promise<World> {
    const names = await NameServer.start();
    names.answerWith(addresses);
    const port = await freePort();
    const settings: NginxConf = {
      siteUrl: `https://${SITE_HOST}`,
      upstream: { host: "servers.example", port },
      resolvers: [`127.0.0.1:${names.port}`],
      maxBodySize: MAXIMUM_BODY_MEBIBYTES,
      workers: 2,
      workerConnections: 4096,
      ...conf,
    };
    const proxy = await Proxy.start(debian, join(folder, `nginx-${port}`), settings, hosts);
    const client = new Client(SITE_HOST, proxy.ports.https, proxy.certificate("first"));
    const world = new World(names, port, proxy, client);
    for (const address of addresses) await world.startApplication(address);
    await waitFor("a first answer", async () => (await client.ask("/")).status === 200, START_LIMIT_SECONDS);
    return world;
  }

  readonly maximumBody = MAXIMUM_BODY_MEBIBYTES;
  readonly plain = askPlain;
  private readonly applications = new Map<string, Application>();
  private readonly seen: Seen[] = [];

  private constructor(
    readonly names: NameServer,
    private readonly applicationPort: number,
    readonly proxy: Proxy,
    readonly client: Client,
  ) {}

  /** Every request for this path that a server saw, in order. */
  requests(url: string): readonly Seen[] {
    return this.seen.filter((each) => each.url === url);
  }

  async startApplication(address: string): Promise<void> {
    this.applications.set(address, await Application.start(address, this.applicationPort, this.seen));
  }

  /** Kills a server as a pod is killed: nobody listens any more, open connections are cut. */
  async killApplication(address: string): Promise<void> {
    await this.applications.get(address)?.stop();
    this.applications.delete(address);
  }

  async stop(): Promise<void> {
    await this.proxy.stop();
    await Promise.all([...this.applications.values()].map((each) => each.stop()));
    this.names.stop();
  }
}
