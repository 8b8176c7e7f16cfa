import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CnpgOperator } from "./toolchain/cnpg-operator";
import { Debian } from "./toolchain/debian";
import { Helm } from "./toolchain/helm";
import { KeptProviders } from "./toolchain/kept-providers";
import { Kubernetes, type KubernetesOptions } from "./toolchain/kubernetes";
import { folderPrefix } from "./toolchain/leftovers";
import { NetworkNamespace } from "./toolchain/netns";
import { freePort } from "./toolchain/ports";
import { spawn, type Running, type SpawnOptions } from "./toolchain/process";
import { Terraform } from "./toolchain/terraform";
import { Unavailable } from "./toolchain/skip";
import { waitFor } from "./toolchain/wait";
import type { Need } from "./part";

/** What the parts of one run share; each piece starts when it is first asked for. */
export class Fixtures {
  readonly folder = mkdtempSync(join(tmpdir(), folderPrefix));
  private readonly started = new Map<string, Promise<unknown>>();
  private readonly endings: (() => Promise<void>)[] = [];
  private lastingContext: Context | undefined;

  /** For what one section leaves to the next. */
  lasting(): Context {
    if (this.lastingContext === undefined) {
      const context = new Context(this);
      this.endings.unshift(() => context.end());
      this.lastingContext = context;
    }
    return this.lastingContext;
  }

  kubernetes(): Promise<Kubernetes> {
    return this.once("kubernetes", async () => {
      const kubernetes = await Kubernetes.start(join(this.folder, "kubernetes"));
      this.endings.unshift(() => kubernetes.stop());
      return kubernetes;
    });
  }

  cnpgOperator(): Promise<CnpgOperator> {
    return this.once("cnpg-operator", async () => {
      const operator = await CnpgOperator.start(await this.kubernetes(), join(this.folder, "cnpg-operator"));
      this.endings.unshift(() => operator.stop());
      return operator;
    });
  }

  terraform(): Promise<Terraform> {
    return this.once("terraform", () => Terraform.open(join(this.folder, "terraform")));
  }

  debian(): Promise<Debian> {
    return this.once("debian", () => Debian.open(join(this.folder, "debian")));
  }

  helm(): Promise<Helm> {
    return this.once("helm", () => Helm.open(join(this.folder, "helm")));
  }

  /** Ends what was started, last first; the folder goes with it. */
  async end(): Promise<void> {
    for (const ending of this.endings.splice(0)) await ending().catch(() => undefined);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private once<T>(name: string, start: () => Promise<T>): Promise<T> {
    const known = this.started.get(name) as Promise<T> | undefined;
    if (known !== undefined) return known;
    const starting = start();
    this.started.set(name, starting);
    return starting;
  }
}

/** What one part works with. Whatever it starts or makes here ends with the part. */
export class Context {
  private readonly folders: string[] = [];
  private readonly endings: (() => Promise<unknown>)[] = [];

  private mocked: KeptProviders | undefined;

  constructor(private readonly fixtures: Fixtures) {}

  /** The control plane of the run: use fresh namespaces, and leave cluster-wide objects as they were. */
  kubernetes = (): Promise<Kubernetes> => this.fixtures.kubernetes();
  cnpgOperator = (): Promise<CnpgOperator> => this.fixtures.cnpgOperator();
  terraform = (): Promise<Terraform> => this.fixtures.terraform();
  debian = (): Promise<Debian> => this.fixtures.debian();
  helm = (): Promise<Helm> => this.fixtures.helm();

  /** Ends with the process, not with this part. */
  lasting = (): Context => this.fixtures.lasting();

  /** A control plane of the part's own, for parts that break it. */
  async ownKubernetes(options: KubernetesOptions = {}): Promise<Kubernetes> {
    const kubernetes = await Kubernetes.start(join(this.tmp(), "kubernetes"), options);
    this.endings.unshift(() => kubernetes.stop());
    return kubernetes;
  }

  /** A new empty folder; `tmp("state")` for a readable name. */
  tmp(name = "files"): string {
    mkdirSync(this.fixtures.folder, { recursive: true });
    const folder = mkdtempSync(join(this.fixtures.folder, `${name}-`));
    this.folders.push(folder);
    return folder;
  }

  /** A program of this machine. For one of the Debian root: `(await ctx.debian()).start(...)`. */
  spawn(name: string, command: string, args: readonly string[], options: SpawnOptions = {}): Running {
    return this.ending(spawn(name, command, args, options));
  }

  /** Ends with the part; returns its argument: `ctx.ending(await debian.start(...))`. */
  ending<T extends { stop(): Promise<unknown> }>(running: T): T {
    this.endings.unshift(() => running.stop());
    return running;
  }

  /** One set for all that the part evaluates: nobody configures a provider that is mocked. */
  mockedProviders(): KeptProviders {
    return (this.mocked ??= this.ending(new KeptProviders(this.tmp("providers"))));
  }

  async networkNamespace(): Promise<NetworkNamespace> {
    return this.ending(await NetworkNamespace.create());
  }

  freePort(): Promise<number> {
    return freePort();
  }

  /** Repeats `probe` until it gives a value; says what was waited for, with the component's last lines. */
  waitFor<T>(
    what: string,
    probe: () => Promise<T | false | undefined> | T | false | undefined,
    limit: number,
    component?: Running,
  ): Promise<T> {
    return waitFor(what, probe, limit, component);
  }

  /** Leaves the check undone, by name and with the reason. */
  skip(reason: string): never {
    throw new Unavailable(reason);
  }

  /** Starts what a part declares, so that a missing tool skips all of it. */
  async provide(needs: readonly Need[]): Promise<void> {
    const start = {
      kubernetes: this.kubernetes,
      "cnpg-operator": this.cnpgOperator,
      terraform: this.terraform,
      debian: this.debian,
    } as const satisfies Record<Need, () => Promise<unknown>>;
    for (const need of needs) await start[need]();
  }

  async end(): Promise<void> {
    for (const ending of this.endings.splice(0)) await ending().catch(() => undefined);
    for (const folder of this.folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  }
}
