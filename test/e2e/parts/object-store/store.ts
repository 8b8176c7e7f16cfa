import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Context } from "../../context";
import { selfSigned } from "../../toolchain/certificates";
import type { Debian } from "../../toolchain/debian";
import { goTools } from "../../toolchain/go";
import type { NetworkNamespace } from "../../toolchain/netns";
import type { Running, RunResult } from "../../toolchain/process";
import type { RenderedStore } from "./rendered-store";

/** The last source of MinIO that its own project published; the image is a continuation of it. */
export const STORE_VERSION = "v0.0.0-20260212201848-7aac2a2c5b7c";
const START_LIMIT_SECONDS = 60;

/** As the pod has it: drives of their own file systems, certificates in a folder, any user but root. */
const SERVER = `
cat /proof/hosts >> /etc/hosts
ln -s /proof/certs /certs
for drive in /data-0 /data-1 /data-2 /data-3; do
  mkdir $drive; mount -t tmpfs -o size=512m tmpfs $drive; chown 1000:1000 $drive
done
exec env -i "$@"
`;
const CLIENT = `
cat /proof/client-hosts >> /etc/hosts
ln -s /proof/setup /setup
mkdir -p /client/certs/CAs; cp /proof/certs/public.crt /client/certs/CAs/ca.crt; chown -R 1000:1000 /client
exec env -i "$@"
`;
/** What a container runtime adds for a user without an entry; the folder is not the user's to write. */
const RUNTIME = { HOME: "/", PATH: "/usr/bin:/bin" } as const;
const AS_USER = [
  "setpriv",
  "--reuid=1000",
  "--regid=1000",
  "--clear-groups",
  "--pdeathsig",
  "KILL",
  "--",
] as const;

const programs = (): Promise<string> =>
  goTools({
    module: "object-store",
    version: STORE_VERSION,
    programs: { minio: "github.com/minio/minio", mc: "github.com/minio/mc" },
  });

/** What the client answers of the servers, as far as it is asked for. */
export interface StoreInfo {
  readonly info: {
    readonly backend: {
      readonly onlineDisks: number;
      readonly standardSCParity: number;
      readonly totalSets: readonly number[];
      readonly totalDrivesPerSet: readonly number[];
    };
  };
}

/** The rendered servers, each in a network of its own, and a client beside them. */
export class Store {
  static async start(ctx: Context, rendered: RenderedStore): Promise<Store> {
    const folder = ctx.tmp("store");
    chmodSync(folder, 0o755);
    for (const name of ["certs/CAs", "setup"]) mkdirSync(join(folder, name), { recursive: true });
    for (const name of ["minio", "mc"]) copyFileSync(join(await programs(), name), join(folder, name));
    const names = [rendered.host, `*.${rendered.peers}`];
    const { certificateFile, keyFile } = await selfSigned(ctx.tmp("certificate"), "store", names);
    copyFileSync(certificateFile, join(folder, "certs/public.crt"));
    copyFileSync(certificateFile, join(folder, "certs/CAs/ca.crt"));
    copyFileSync(keyFile, join(folder, "certs/private.key"));
    chmodSync(join(folder, "certs/private.key"), 0o644);
    for (const [name, text] of Object.entries(rendered.files))
      writeFileSync(join(folder, "setup", name), text);
    const store = new Store(rendered, folder, await ctx.debian(), await ctx.networkNamespace());
    await store.connect(ctx);
    await store.startServers(ctx);
    return store;
  }

  private readonly networks: NetworkNamespace[] = [];
  private readonly servers: Running[] = [];

  private constructor(
    private readonly rendered: RenderedStore,
    private readonly folder: string,
    private readonly debian: Debian,
    private readonly hub: NetworkNamespace,
  ) {}

  /** The setup job's own command. */
  setup(): Promise<RunResult> {
    const { args, environment } = this.rendered.setup;
    return this.client(args, environment);
  }

  /** Runs the client as `root` or as the bucket's `user`; what it prints. */
  async mc(who: "root" | "user", command: string, accept: readonly number[] = [0]): Promise<RunResult> {
    const { USER_ACCESS_KEY, USER_SECRET_KEY, MC_HOST_store } = this.rendered.setup.environment;
    const user = `https://${USER_ACCESS_KEY}:${USER_SECRET_KEY}@${this.rendered.host}:9000`;
    const environment = { HOME: "/client", MC_HOST_store: who === "root" ? MC_HOST_store! : user };
    return this.client(["sh", "-c", command], environment, accept);
  }

  async info(): Promise<StoreInfo> {
    const { stdout } = await this.mc("root", "mc --config-dir /client admin info store --json");
    return JSON.parse(stdout) as StoreInfo;
  }

  /** A server is lost with its drives. */
  async lose(index: number): Promise<void> {
    await this.servers[index]!.stop("SIGKILL");
  }

  private async connect(ctx: Context): Promise<void> {
    await this.hub.run("sysctl", ["-qw", "net.ipv4.ip_forward=1"]);
    const { servers, peers, host } = this.rendered;
    const hosts: string[] = [];
    for (let index = 0; index < servers; index++) {
      const network = await ctx.networkNamespace();
      await network.join(this.hub, `10.92.${index}.2/24`, `10.92.${index}.1/24`);
      await network.run("ip", ["route", "add", "default", "via", `10.92.${index}.1`]);
      hosts.push(`10.92.${index}.2 store-${index}.${peers}`);
      this.networks.push(network);
    }
    writeFileSync(join(this.folder, "hosts"), `${hosts.join("\n")}\n`);
    // The Service's address leads to one of the servers, here to the first.
    writeFileSync(join(this.folder, "client-hosts"), `10.92.0.2 ${host}\n`);
  }

  private async startServers(ctx: Context): Promise<void> {
    const { args, environment } = this.rendered.server;
    for (const network of this.networks) {
      const command = [...variables({ ...RUNTIME, ...environment }), ...AS_USER, "/proof/minio", ...args];
      const running = await this.debian.start("sh", ["-euc", SERVER, "sh", ...command], {
        files: this.folder,
        netns: network.name,
      });
      this.servers.push(ctx.ending(running));
    }
    const ready = async (): Promise<boolean> => {
      const url = `https://${this.rendered.host}:9000/minio/health/ready`;
      const asked = ["curl", "-sf", "--cacert", "/proof/certs/public.crt", url];
      return (await this.client(asked, {}, [0, 7, 22, 28, 35, 56])).code === 0;
    };
    await ctx.waitFor("the store to be ready", ready, START_LIMIT_SECONDS, this.servers[0]);
  }

  private client(
    command: readonly string[],
    environment: Readonly<Record<string, string>>,
    accept: readonly number[] = [0],
  ): Promise<RunResult> {
    const path = { PATH: "/proof:/usr/bin:/bin" };
    const run = [...variables({ ...path, ...environment }), ...AS_USER, ...command];
    return this.debian.run("sh", ["-euc", CLIENT, "sh", ...run], {
      files: this.folder,
      netns: this.hub.name,
      accept,
    });
  }
}

const variables = (environment: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(environment).map(([name, value]) => `${name}=${value}`);
