import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { backupScript } from "../../../../src/constructs/identity/ldap/backup-script";
import { SERVICE_ACCOUNTS, directoryNames } from "../../../../src/constructs/identity/ldap/directory-names";
import { slapdFiles } from "../../../../src/constructs/identity/ldap/slapd-files";
import type { SlapdPaths } from "../../../../src/constructs/identity/ldap/slapd-paths";
import type { Context } from "../../context";
import type { Debian } from "../../toolchain/debian";
import type { Running, RunResult } from "../../toolchain/process";

export const BASE = "dc=outpost,dc=example";
export const NAMES = directoryNames(BASE);
export const POLICY = { length: 12, failures: 3, lockout: 600, failureMemory: 600, history: 5 } as const;

/** Secrets of the directory, which a Secret holds elsewhere. */
export const PASSWORDS = {
  ROOT_PASSWORD: "password-of-the-admin",
  READER_PASSWORD: "password-of-the-reader",
  WRITER_PASSWORD: "password-of-the-writer",
  REPLICATOR_PASSWORD: "password-of-the-replicator",
} as const;

export interface Bind {
  readonly dn: string;
  readonly password: string;
}

export const ADMIN: Bind = { dn: NAMES.admin, password: PASSWORDS.ROOT_PASSWORD };
export const READER: Bind = { dn: SERVICE_ACCOUNTS.reader, password: PASSWORDS.READER_PASSWORD };
export const WRITER: Bind = { dn: SERVICE_ACCOUNTS.writer, password: PASSWORDS.WRITER_PASSWORD };

const PRIVATE = 0o700;

/** One slapd of the Debian root with the rendered files; `server.crt` and `server.key` lie in the folder. */
export class DirectoryServer {
  readonly url: string;
  private readonly paths: SlapdPaths;
  private running: Running | undefined;

  constructor(
    private readonly ctx: Context,
    private readonly debian: Debian,
    private readonly folder: string,
    private readonly options: {
      readonly node: number;
      readonly ports: readonly number[];
      readonly uid: number;
    },
  ) {
    const inside = `/proof/node-${options.node}`;
    this.url = this.servers[options.node] ?? "";
    this.paths = {
      config: `${inside}/config`,
      run: `${inside}/run`,
      data: `${inside}/data`,
      certificate: `${inside}/certificate`,
      authority: `${inside}/certificate/tls.crt`,
    };
  }

  /** Writes the rendered files and the certificate. */
  prepare(certificate: { readonly certificate: string; readonly key: string }): void {
    for (const name of ["config", "run", "data", "certificate"]) {
      mkdirSync(this.inFolder(name), { recursive: true, mode: PRIVATE });
    }
    const { ports, node, uid } = this.options;
    const files = slapdFiles({
      baseDn: BASE,
      servers: this.servers,
      port: ports[node] ?? 0,
      uid,
      privateAuthority: true,
      maxSize: 64 * 1024 * 1024,
      policy: POLICY,
      paths: this.paths,
    });
    for (const [name, content] of Object.entries(files))
      writeFileSync(this.inFolder("config", name), content);
    writeFileSync(this.inFolder("certificate", "tls.crt"), certificate.certificate);
    writeFileSync(this.inFolder("certificate", "tls.key"), certificate.key);
  }

  async start(): Promise<void> {
    await this.script("prepare.sh");
    const options = { ...this.inside(), environment: this.environment() };
    this.running = this.ctx.ending(await this.debian.start("sh", [`${this.paths.config}/start.sh`], options));
    const answers = async (): Promise<boolean> =>
      (await this.script("in-step.sh", [0, 1, 2, 255])).code === 0;
    await this.ctx.waitFor(`${this.url} to answer`, answers, 60, this.running);
  }

  get port(): number {
    return this.options.ports[this.options.node] ?? 0;
  }

  loseVolume(): void {
    rmSync(this.inFolder("data"), { recursive: true });
    mkdirSync(this.inFolder("data"), { mode: PRIVATE });
  }

  /** As if another certificate lay there. */
  touchCertificate(): void {
    appendFileSync(this.inFolder("certificate", "tls.crt"), "\n");
  }

  async stop(): Promise<void> {
    await this.running?.stop("SIGTERM");
  }

  script(name: string, accept: readonly number[] = [0]): Promise<RunResult> {
    const options = { ...this.inside(), environment: this.environment(), accept };
    return this.debian.run("sh", [`${this.paths.config}/${name}`], options);
  }

  /** Runs the script of the copies, and reads its copy into an empty database without writing it. */
  async copy(): Promise<string> {
    const copies = `/proof/node-${this.options.node}/copies`;
    mkdirSync(this.inFolder("copies"), { mode: PRIVATE });
    const script = backupScript({
      baseDn: BASE,
      url: this.url,
      keep: 1,
      copies,
      authority: this.paths.authority,
    });
    writeFileSync(this.inFolder("config", "backup.sh"), script);
    for (let turn = 0; turn < 2; turn += 1) {
      await this.script("backup.sh");
      await new Promise((resolve) => setTimeout(resolve, 1100));
    }
    const [name = "", ...others] = readdirSync(this.inFolder("copies"));
    assert.deepEqual(others, []);
    const restore = `mkdir /tmp/empty && sed 's|^directory ${this.paths.data}$|directory /tmp/empty|' ${this.paths.run}/slapd.conf > /tmp/slapd.conf && slapadd -u -f /tmp/slapd.conf -b ${BASE} -l ${copies}/${name}`;
    await this.debian.run("sh", ["-euc", restore], this.inside());
    return readFileSync(this.inFolder("copies", name), "utf8");
  }

  search(as: Bind, base: string, filter: string, attributes: readonly string[] = []): Promise<RunResult> {
    return this.client("ldapsearch", as, ["-LLL", "-o", "ldif-wrap=no", "-b", base, filter, ...attributes]);
  }

  whoAmI(as: Bind): Promise<RunResult> {
    return this.client("ldapwhoami", as, []);
  }

  modify(as: Bind, lines: readonly string[]): Promise<RunResult> {
    return this.client("ldapmodify", as, [], `${lines.join("\n")}\n`);
  }

  add(as: Bind, lines: readonly string[]): Promise<RunResult> {
    return this.client("ldapadd", as, [], `${lines.join("\n")}\n`);
  }

  /** Any program of ldap-utils, with the certificate checked; the exit code tells. */
  client(program: string, as: Bind | undefined, args: readonly string[], input?: string): Promise<RunResult> {
    const bind = as === undefined ? [] : ["-D", as.dn, "-w", as.password];
    const environment = { LDAPTLS_CACERT: this.paths.authority, LDAPTLS_REQCERT: "demand" };
    const accept = Array.from({ length: 256 }, (_, code) => code);
    const options = { ...this.inside(), environment, accept, input };
    return this.debian.run(program, ["-x", "-H", this.url, ...bind, ...args], options);
  }

  private get servers(): readonly string[] {
    return this.options.ports.map((port) => `ldaps://127.0.0.1:${port}`);
  }

  private environment(): Readonly<Record<string, string>> {
    return { ...PASSWORDS, POD_NAME: `openldap-${this.options.node}` };
  }

  private inside(): { readonly files: string; readonly as: string } {
    return { files: this.folder, as: "openldap" };
  }

  private inFolder(...names: readonly string[]): string {
    return join(this.folder, `node-${this.options.node}`, ...names);
  }
}
