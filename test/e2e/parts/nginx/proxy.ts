import {
  chmodSync,
  chownSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { renderNginxConf, type NginxConf } from "../../../../src/constructs/proxy/nginx-conf";
import { selfSigned } from "../../toolchain/certificates";
import { INSIDE, type Debian } from "../../toolchain/debian";
import { freePort } from "../../toolchain/ports";
import type { Running } from "../../toolchain/process";
import { waitFor } from "../../toolchain/wait";
import { askPlain } from "./client";

/** Any user but root: what matters is that NGINX is not it. */
const USER = "www-data";

export const SITE_HOST = "chat.example";

export interface ProxyPorts {
  readonly https: number;
  readonly http: number;
  readonly status: number;
}

/** What a further host needs besides its certificate, which is made. */
export interface HostFiles {
  readonly name: string;
  readonly host: string;
  /** Certificate that verifies the server behind it, PEM. */
  readonly authority: string;
}

export async function freePorts(): Promise<ProxyPorts> {
  return { https: await freePort(), http: await freePort(), status: await freePort() };
}

/** NGINX with a rendered configuration, as an unprivileged user, writing only where the configuration says. */
export class Proxy {
  /** @param folder a folder of its own, which NGINX sees as `/proof` */
  static async start(
    debian: Debian,
    folder: string,
    conf: NginxConf,
    hosts: readonly HostFiles[] = [],
    given?: ProxyPorts,
  ): Promise<Proxy> {
    const ports = given ?? (await freePorts());
    for (const name of ["cache", "temporary", "logs"]) mkdirSync(join(folder, name), { recursive: true });
    await installCertificate(folder, "first");
    for (const host of hosts) await installHost(folder, host);
    writeFileSync(join(folder, "nginx.conf"), renderNginxConf({ ...conf, ...injected(ports) }));
    const args = ["-e", "stderr", "-c", `${INSIDE}/nginx.conf`];
    const inside = { files: folder, as: USER };
    await debian.run("nginx", [...args, "-t"], inside);
    const proxy = new Proxy(ports, await debian.start("nginx", args, inside), folder);
    await waitFor("NGINX to answer", () => proxy.isHealthy(), 10, proxy.process);
    return proxy;
  }

  private constructor(
    readonly ports: ProxyPorts,
    private readonly process: Running,
    private readonly folder: string,
  ) {}

  certificate(name: string): string {
    return readFileSync(join(this.folder, "tls", name, "tls.crt"), "utf8");
  }

  hostCertificate(name: string): string {
    return readFileSync(join(this.folder, "hosts", name, "tls.crt"), "utf8");
  }

  /** Puts a new certificate in place as the kubelet does: a new folder, and one symbolic link swapped. */
  async renewCertificate(name: string): Promise<void> {
    await installCertificate(this.folder, name);
  }

  errors(): string {
    return readFileSync(join(this.folder, "logs/error.log"), "utf8");
  }

  accessLog(): readonly Record<string, string>[] {
    const lines = readFileSync(join(this.folder, "logs/access.log"), "utf8").split("\n").filter(Boolean);
    return lines.map((line) => JSON.parse(line) as Record<string, string>);
  }

  /** Asks for a graceful quit, as the kubelet does; resolves with the exit code. */
  quit(): Promise<number> {
    this.process.signal("SIGQUIT");
    return this.process.exited;
  }

  stop(): Promise<void> {
    return this.process.stop();
  }

  private async isHealthy(): Promise<boolean> {
    return (await askPlain(this.ports.status, "/healthz")).status === 200;
  }
}

function injected(ports: ProxyPorts): Pick<NginxConf, "listen" | "paths"> {
  return {
    listen: {
      https: `127.0.0.1:${ports.https}`,
      http: `127.0.0.1:${ports.http}`,
      status: `127.0.0.1:${ports.status}`,
    },
    paths: {
      certificates: `${INSIDE}/tls/current`,
      hosts: `${INSIDE}/hosts`,
      cache: `${INSIDE}/cache`,
      temporary: `${INSIDE}/temporary`,
      pid: `${INSIDE}/nginx.pid`,
      accessLog: `${INSIDE}/logs/access.log`,
      errorLog: `${INSIDE}/logs/error.log`,
    },
  };
}

async function installHost(folder: string, { name, host, authority }: HostFiles): Promise<void> {
  const home = join(folder, "hosts", name);
  const trust = join(folder, "hosts", `${name}-authority`);
  mkdirSync(home, { recursive: true });
  mkdirSync(trust, { recursive: true });
  const made = await selfSigned(home, "tls", [host]);
  writeFileSync(join(trust, "ca.crt"), authority);
  giveAway(folder, [home, made.certificateFile, made.keyFile]);
  chmodSync(made.keyFile, 0o440);
}

/** To the user that NGINX runs as. */
function giveAway(folder: string, paths: readonly string[]): void {
  const { uid, gid } = statSync(folder);
  for (const path of paths) chownSync(path, uid, gid);
}

async function installCertificate(folder: string, name: string): Promise<void> {
  const home = join(folder, "tls", name);
  mkdirSync(home, { recursive: true });
  const made = await selfSigned(home, "tls", [SITE_HOST]);
  giveAway(folder, [home, made.certificateFile, made.keyFile]);
  chmodSync(made.keyFile, 0o440);
  symlinkSync(name, join(folder, "tls/next"));
  renameSync(join(folder, "tls/next"), join(folder, "tls/current"));
}
