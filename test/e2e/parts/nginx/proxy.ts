import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { renderNginxConf, type NginxConf } from "../../../../src/constructs/proxy/nginx-conf";
import { selfSigned } from "../../toolchain/certificates";
import { freePort } from "../../toolchain/ports";
import { run, spawn, type Running } from "../../toolchain/process";
import { waitFor } from "../../toolchain/wait";
import { askPlain } from "./client";

/** The user of the image. */
const USER = 101;

export const SITE_HOST = "chat.example";

export interface ProxyPorts {
  readonly https: number;
  readonly http: number;
  readonly status: number;
}

/** NGINX with a rendered configuration, as the unprivileged user of its image, in folders of its own. */
export class Proxy {
  private constructor(
    readonly ports: ProxyPorts,
    private readonly process: Running,
    private readonly folder: string,
  ) {}

  /** @param program how to call NGINX, e.g. `["chroot", "/root", "nginx"]` */
  static async start(program: readonly string[], folder: string, conf: NginxConf): Promise<Proxy> {
    const ports = { https: await freePort(), http: await freePort(), status: await freePort() };
    for (const name of ["", "cache", "temporary", "logs"]) own(join(folder, name));
    await installCertificate(folder, "first");
    const file = join(folder, "nginx.conf");
    writeFileSync(file, renderNginxConf({ ...conf, ...injected(folder, ports) }));
    const [command = "", ...args] = asUser([...program, "-e", "stderr", "-c", file]);
    await run(command, [...args, "-t"]);
    const proxy = new Proxy(ports, spawn("nginx", command, args), folder);
    await waitFor("NGINX to answer", () => proxy.isHealthy(), 10, proxy.process);
    return proxy;
  }

  get isRunning(): boolean {
    return this.process.isRunning;
  }

  certificate(name: string): string {
    return readFileSync(join(this.folder, "tls", name, "tls.crt"), "utf8");
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

  /** Asks for a graceful quit; resolves with the exit code. */
  quit(): Promise<number> {
    process.kill(Number(readFileSync(join(this.folder, "nginx.pid"), "utf8")), "SIGQUIT");
    return this.process.exited;
  }

  stop(): Promise<void> {
    return this.process.stop();
  }

  private async isHealthy(): Promise<boolean> {
    return (await askPlain(this.ports.status, "/healthz")).status === 200;
  }
}

function injected(folder: string, ports: ProxyPorts): Pick<NginxConf, "listen" | "paths"> {
  return {
    listen: {
      https: `127.0.0.1:${ports.https}`,
      http: `127.0.0.1:${ports.http}`,
      status: `127.0.0.1:${ports.status}`,
    },
    paths: {
      certificates: join(folder, "tls/current"),
      cache: join(folder, "cache"),
      temporary: join(folder, "temporary"),
      pid: join(folder, "nginx.pid"),
      accessLog: join(folder, "logs/access.log"),
      errorLog: join(folder, "logs/error.log"),
    },
  };
}

async function installCertificate(folder: string, name: string): Promise<void> {
  const home = join(folder, "tls", name);
  own(home);
  const made = await selfSigned(home, "tls", [SITE_HOST]);
  own(made.certificateFile);
  own(made.keyFile);
  const link = join(folder, "tls/next");
  rmSync(link, { force: true });
  symlinkSync(home, link);
  renameSync(link, join(folder, "tls/current"));
}

function own(path: string): void {
  if (!existsSync(path)) mkdirSync(path, { recursive: true });
  if (process.getuid?.() === 0) chownSync(path, USER, USER);
  if (path.endsWith(".key")) chmodSync(path, 0o440);
}

function asUser(command: readonly string[]): readonly string[] {
  if (process.getuid?.() !== 0) return command;
  const identity = [`--reuid=${USER}`, `--regid=${USER}`, "--clear-groups", "--pdeathsig", "KILL"];
  return ["setpriv", ...identity, "--", ...command];
}
