import { cpSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Context } from "../context";
import type { Diagnostic } from "./terraform-output";
import type { TerraformProject } from "./terraform-project";

/** What a test file says, in Terraform's own words: `*.tftest.json`. */
export interface TestFile {
  /** By provider: `{ azurerm: { mock_resource: { azurerm_subnet: { defaults: { id } } } } }`. */
  readonly mock_provider?: Readonly<Record<string, object>>;
  readonly override_resource?: readonly object[];
  readonly override_data?: readonly object[];
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly run: Readonly<Record<string, TestRun>>;
}

export interface TestRun {
  /** `plan` leaves what a provider computes unknown; `apply` makes it up. */
  readonly command: "plan" | "apply";
  /** Conditions are expressions: `"${azurerm_subnet.app.name == \"app\"}"`. */
  readonly assert?: readonly { readonly condition: string; readonly error_message: string }[];
  readonly expect_failures?: readonly string[];
  readonly variables?: Readonly<Record<string, unknown>>;
}

/**
 * A copy of a synthesized stack, evaluated by `terraform validate` and `terraform test` with mock providers:
 * the real schemas and the real checks of each argument, no credentials, no network, no backend.
 * A check is skipped by name when no mirror holds a provider that the stack requires.
 */
export class MockedStack {
  /** @param folder with `cdk.tf.json` and what lies beside it */
  static async open(ctx: Context, folder: string): Promise<MockedStack> {
    const copy = join(ctx.tmp("mocked"), basename(folder));
    cpSync(folder, copy, { recursive: true, filter: (path) => !path.includes(".terraform") });
    const project = await (await ctx.terraform()).project(copy, { providers: ctx.mockedProviders() });
    await project.init(["-backend=false"]);
    return new MockedStack(basename(folder), project);
  }

  private constructor(
    private readonly name: string,
    readonly project: TerraformProject,
  ) {}

  /** Throws when Terraform has anything to say, a warning too. */
  async validate(): Promise<void> {
    const { ok, diagnostics } = await this.project.validate();
    if (!ok || diagnostics.length > 0) throw this.failure("validate", diagnostics);
  }

  /** Throws with each run that failed and why. @param tests an object for JSON, a text for HCL */
  async test(tests: TestFile | string): Promise<void> {
    const [file, text] =
      typeof tests === "string"
        ? ["e2e.tftest.hcl", tests]
        : ["e2e.tftest.json", JSON.stringify(tests, undefined, 2)];
    writeFileSync(join(this.project.folder, file), text);
    const { ok, diagnostics } = await this.project.test([`-filter=${file}`]);
    if (!ok) throw this.failure("test", diagnostics);
  }

  private failure(step: string, diagnostics: readonly Diagnostic[]): Error {
    const said = diagnostics.map(({ run, address, summary, detail }) =>
      [run, address, summary, detail].filter(Boolean).join(": "),
    );
    return new Error(`terraform ${step} of ${this.name}:\n${said.join("\n")}`);
  }
}
