import type { Context } from "../../context";
import { run, type RunResult } from "../../toolchain/process";
import { npmInstall } from "./npm-install";
import { join } from "node:path";

export const CDKTF_CLI_VERSION = "0.21.0";
const COMMAND_LIMIT_SECONDS = 240;

/** The real cdktf-cli, which the package doesn't depend on, run in a user's project. */
export class CommandLine {
  static async open(
    ctx: Context,
    project: string,
    environment: Readonly<Record<string, string>>,
  ): Promise<CommandLine> {
    const modules = await npmInstall({
      name: "cdktf-cli",
      version: CDKTF_CLI_VERSION,
      packageJson: { private: true, dependencies: { "cdktf-cli": CDKTF_CLI_VERSION } },
    });
    return new CommandLine(join(modules, ".bin", "cdktf"), project, {
      ...environment,
      // Nothing of the caller's home is read or written, and nobody is called.
      CDKTF_HOME: ctx.tmp("cdktf-home"),
      CDKTF_DISABLE_PLUGIN_CACHE_ENV: "1",
      CHECKPOINT_DISABLE: "1",
      DISABLE_VERSION_CHECK: "1",
      CI: "1",
      FORCE_COLOR: "0",
    });
  }

  private constructor(
    private readonly program: string,
    private readonly project: string,
    private readonly environment: Readonly<Record<string, string>>,
  ) {}

  /** Runs it; throws with its last lines when it fails. */
  run(args: readonly string[]): Promise<RunResult> {
    const { project: folder, environment } = this;
    return run(this.program, args, { folder, environment, limit: COMMAND_LIMIT_SECONDS });
  }
}
