import { Argument, Command, Option, type CommanderError } from "commander";
import { EXIT, type ExitCode } from "./exit-code";
import { describeDefect } from "./exit";
import type { ReportOptions } from "./report-command";
import type { Terminal } from "./terminal";
import { addUsers, type Environment } from "./users";

export interface ProgramOptions {
  readonly version: string;
  /** Show the stack trace of a defect. */
  readonly debug: boolean;
  /** Variables with a credential, for the commands that need one. @default {} */
  readonly environment?: Environment;
}

/** Runs one command line, without the program's own name. Never throws. */
export async function runProgram(
  args: readonly string[],
  terminal: Terminal,
  options: ProgramOptions,
): Promise<ExitCode> {
  let code: ExitCode = EXIT.fine;
  const program = createProgram(terminal, options, (ended) => {
    code = ended;
  });
  try {
    await program.parseAsync(args, { from: "user" });
    return code;
  } catch (error) {
    if (isCommanderError(error)) return error.exitCode === 0 ? EXIT.fine : EXIT.misuse;
    terminal.err(describeDefect(error, options.debug));
    return EXIT.defect;
  }
}

/** commander ends a command line it did not run by throwing; help and version have exit code 0. */
function isCommanderError(error: unknown): error is CommanderError {
  return String((error as { readonly code?: unknown } | undefined)?.code).startsWith("commander.");
}

/** Commands are loaded when they run: `--help` needs none, and only `synth` needs cdktf. */
function createProgram(
  terminal: Terminal,
  { version, environment = {} }: ProgramOptions,
  ends: (code: ExitCode) => void,
): Command {
  const program = new Command("holdfast");
  program
    .description("Sovereign and tactical-edge Mattermost from one site file, through CDK for Terraform.")
    .version(version)
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .exitOverride()
    .showHelpAfterError("(holdfast --help shows how)")
    .addHelpText("after", EXAMPLES);
  const targets = new Argument("<file|dir...>", "site files, or folders that hold them");
  const json = new Option("--json", "print problems for programs");

  program
    .command("init")
    .description("write a site file to start from")
    .argument("<dir>", "folder of the new site")
    .addOption(new Option("--topology <name>", "shape of the deployment").choices(["edge"]).default("edge"))
    .action(async (directory: string) => {
      ends((await import("./init.js")).init(directory, terminal));
    });
  program
    .command("check")
    .description("say everything that is wrong with sites; write nothing")
    .addArgument(targets)
    .addOption(json)
    .action(async (named: readonly string[], options: { readonly json?: boolean }) => {
      ends((await import("./check.js")).check(named, options, terminal));
    });
  program
    .command("synth")
    .description("check sites and write their Terraform")
    .addArgument(targets)
    .option("--out <dir>", "folder that is written", "cdktf.out")
    .addOption(json)
    .action(async (named: readonly string[], options: { readonly out: string; readonly json?: boolean }) => {
      ends(await (await import("./synth.js")).synth(named, options, terminal));
    });
  program
    .command("explain")
    .description("tell what a value is, why, and where that comes from")
    .argument("<file>", "site file")
    .argument("[path]", "value or section, such as database.maxConnections")
    .action(async (file: string, path: string | undefined) => {
      ends((await import("./explain.js")).explain(file, path, terminal));
    });
  program
    .command("schema")
    .description("print the JSON Schema of the site file")
    .action(async () => {
      ends((await import("./schema.js")).schema(terminal));
    });
  program
    .command("report")
    .description("tell what a site consists of: firewall matrix, images, evidence, cost, names, exemptions")
    .argument("<file>", "site file")
    .option("--matrix", "who may talk to whom, and what enforces it")
    .option("--images", "every image that is pulled")
    .option("--evidence", "where the site is weaker than it could be, and why")
    .option("--cost", "what it costs a month in Azure, and what that leaves out")
    .option("--names", "records of host names, and who makes them")
    .option("--exemptions", "what a policy team must let in, with the text of each request")
    .addOption(new Option("--json", "print the reports for programs").conflicts("csv"))
    .addOption(
      new Option("--engine <name>", "print the exemptions as a policy engine takes them")
        .choices(["kyverno", "gatekeeper"])
        .conflicts(["csv", "json", "nft"]),
    )
    .addOption(new Option("--nft", "print the matrix for a packet filter").conflicts(["csv", "json"]))
    .option("--hosts <file>", "addresses of hosts for --nft, written as in /etc/hosts")
    .option("--csv", "print the matrix, the images, the cost or the names for a spreadsheet")
    .action(async (file: string, options: ReportOptions) => {
      ends(await (await import("./report-command.js")).report(file, options, terminal));
    });
  program
    .command("apps")
    .description("write what device management hands out with the desktop and mobile apps")
    .argument("<file>", "site file")
    .option("--out <dir>", "folder that is written", "apps")
    .action(async (file: string, options: { readonly out: string }) => {
      ends((await import("./apps.js")).apps(file, options.out, terminal));
    });
  program
    .command("sign-in-names")
    .description("list who of a directory would be asked for a login inside Microsoft 365")
    .argument("<csv>", "export of the directory with the columns userPrincipalName and mail")
    .action(async (file: string) => {
      ends((await import("./sign-in-names.js")).signInNames(file, terminal));
    });
  addUsers(program, terminal, environment, ends);
  return program;
}

const EXAMPLES = `
Examples:
  holdfast init sites/heron                       a site file to start from
  holdfast check sites                            every site below a folder
  holdfast check sites/heron/site.yaml --json     problems for a pipeline
  holdfast synth sites/heron --out build          Terraform in build/stacks/
  holdfast explain sites/heron/site.yaml database why the database is as it is
  holdfast report sites/heron/site.yaml --matrix  who may talk to whom, on which port

Exit codes: 0 fine, 1 problems in a site, 2 not understood, 3 a defect of holdfast.`;
