import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { KeptProviders } from "./kept-providers";
import { run, spawn, type Running, type RunResult } from "./process";
import { actions, diagnosticsOf, type Change, type Diagnostic } from "./terraform-output";

export interface ProjectOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** Seconds for one command. Default 300. */
  readonly limit?: number;
  /** Default none: each command starts its providers and ends them. */
  readonly providers?: KeptProviders;
}

export interface Plan {
  readonly empty: boolean;
  /** Resources that would change, with what is done to them. */
  readonly changes: readonly Change[];
  readonly outputsChange: boolean;
  /** What `terraform show` says of it; empty when the plan is. */
  readonly shown: string;
}

export interface Outcome {
  readonly ok: boolean;
  /** Errors and warnings, as Terraform said them. */
  readonly diagnostics: readonly Diagnostic[];
}

/** One Terraform working directory, driven through the real program; every answer is parsed. */
export class TerraformProject {
  constructor(
    readonly folder: string,
    private readonly environment: Readonly<Record<string, string>>,
    private readonly options: ProjectOptions,
  ) {}

  async init(args: readonly string[] = []): Promise<void> {
    await this.terraform(["init", "-no-color", "-input=false", ...args]);
  }

  async validate(): Promise<Outcome> {
    const { stdout } = await this.terraform(["validate", "-json"], [0, 1]);
    const answer = JSON.parse(stdout) as {
      readonly valid: boolean;
      readonly diagnostics: readonly Diagnostic[];
    };
    return { ok: answer.valid, diagnostics: answer.diagnostics };
  }

  /** Throws with the diagnostics when there is no plan. */
  async plan(args: readonly string[] = []): Promise<Plan> {
    const command = ["plan", "-json", "-input=false", "-detailed-exitcode", "-out=e2e.plan", ...args];
    const { code, stdout } = await this.terraform(command, [0, 1, 2]);
    if (code === 1) throw this.failure("plan", diagnosticsOf(stdout));
    if (code === 0) return { empty: true, changes: [], outputsChange: false, shown: "" };
    const shown = (await this.terraform(["show", "-json", "e2e.plan"])).stdout;
    const changes = actions(shown);
    return { empty: false, changes, outputsChange: changes.length === 0, shown };
  }

  /** Applies the last plan. */
  async applyPlan(): Promise<void> {
    await this.apply(["e2e.plan"]);
  }

  /** Applies and tells what Terraform said, also when it failed. */
  async tryApply(args: readonly string[] = []): Promise<Outcome> {
    return this.outcome(["apply", "-json", "-input=false", "-auto-approve", ...args]);
  }

  async apply(args: readonly string[] = []): Promise<void> {
    const { ok, diagnostics } = await this.tryApply(args);
    if (!ok) throw this.failure("apply", diagnostics);
  }

  /** An apply under way, for those who break something meanwhile. */
  async startApply(args: readonly string[] = []): Promise<Running> {
    const command = ["apply", "-json", "-input=false", "-auto-approve", ...args];
    const options = { folder: this.folder, environment: await this.withProviders() };
    return spawn("terraform apply", "terraform", command, options);
  }

  async tryDestroy(args: readonly string[] = []): Promise<Outcome> {
    return this.outcome(["destroy", "-json", "-input=false", "-auto-approve", ...args]);
  }

  async destroy(args: readonly string[] = []): Promise<void> {
    const { ok, diagnostics } = await this.tryDestroy(args);
    if (!ok) throw this.failure("destroy", diagnostics);
  }

  /** `terraform test`, for graphs that are evaluated with mock providers. */
  async test(args: readonly string[] = []): Promise<Outcome> {
    return this.outcome(["test", "-json", ...args]);
  }

  async outputs<T>(): Promise<Readonly<Record<string, T>>> {
    const { stdout } = await this.terraform(["output", "-json"]);
    const values = JSON.parse(stdout) as Record<string, { readonly value: T }>;
    return Object.fromEntries(Object.entries(values).map(([name, { value }]) => [name, value]));
  }

  /** Addresses of what the state holds. */
  async resources(): Promise<readonly string[]> {
    const { stdout } = await this.terraform(["state", "list"], [0, 1]);
    return stdout.split("\n").filter(Boolean);
  }

  /** The state, byte for byte, to search for what must not be in it. */
  async stateText(): Promise<string> {
    const backup = join(this.folder, "terraform.tfstate.backup");
    const { stdout } = await this.terraform(["state", "pull"]);
    return stdout + (existsSync(backup) ? readFileSync(backup, "utf8") : "");
  }

  /** Any other command; throws with its last lines unless the exit code is accepted. */
  async terraform(args: readonly string[], accept: readonly number[] = [0]): Promise<RunResult> {
    const { folder } = this;
    const installs = args[0] === "init" && !this.options.providers?.installed.length;
    const environment = installs ? this.environment : await this.withProviders();
    return run("terraform", args, { folder, environment, limit: this.options.limit ?? 300, accept });
  }

  private async withProviders(): Promise<Readonly<Record<string, string>>> {
    const { folder, environment } = this;
    return { ...environment, ...(await this.options.providers?.environment(folder, environment)) };
  }

  private async outcome(args: readonly string[]): Promise<Outcome> {
    const { code, stdout } = await this.terraform(args, [0, 1]);
    return { ok: code === 0, diagnostics: diagnosticsOf(stdout) };
  }

  private failure(step: string, diagnostics: readonly Diagnostic[]): Error {
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    const said = errors.map(({ summary, detail, address }) =>
      `${address ?? ""} ${summary}: ${detail ?? ""}`.trim(),
    );
    return new Error(`terraform ${step} failed:\n${said.join("\n")}`);
  }
}
