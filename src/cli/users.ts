import { Argument, InvalidArgumentError, Option, type Command } from "commander";
import type { ConnectionOptions } from "../users/connection";
import type { ApplyCommandOptions, PlanCommandOptions } from "../users/commands";
import type { ExitCode } from "./exit-code";
import type { Terminal } from "./terminal";

const MAX_AT_ONCE = 16;

/** Variables; only the credential is looked up in them. */
export type Environment = ConnectionOptions["environment"];

/** What the options of a command say; commander fills in the defaults. */
type Told<T extends ConnectionOptions> = Omit<T, "environment">;

/** `holdfast users`: people of a roster in the realm of a site. Code is loaded when a command runs. */
export function addUsers(
  program: Command,
  terminal: Terminal,
  environment: Environment,
  ends: (code: ExitCode) => void,
): void {
  const users = program
    .command("users")
    .description("bring the people of a roster into a Keycloak realm, before the link is cut")
    .addHelpText("after", CREDENTIAL_HELP);
  const roster = "people as CSV, or by the file's ending as .json or .ldif";

  connected(users.command("plan"))
    .description("compare a roster with the realm; change nothing")
    .argument("<roster>", roster)
    .addOption(disableMissing())
    .addOption(enableListed())
    .addOption(leaveGroups())
    .addOption(rosterGroups())
    .addOption(keep())
    .action(async (file: string, options: Told<PlanCommandOptions>) => {
      const { planCommand } = await import("../users/commands.js");
      ends(await planCommand(file, { ...options, environment }, terminal));
    });
  connected(users.command("apply"))
    .description("create and update the people of a roster; delete nobody")
    .argument("<roster>", roster)
    .addOption(disableMissing())
    .addOption(enableListed())
    .addOption(leaveGroups())
    .addOption(rosterGroups())
    .addOption(keep())
    .option("--secrets-out <file>", "new file for one-time passwords, readable by you only")
    .option("--resume", "go on with the file of an interrupted run")
    .action(async (file: string, options: Told<ApplyCommandOptions>) => {
      const { applyCommand } = await import("../users/commands.js");
      ends(await applyCommand(file, { ...options, environment }, terminal));
    });
  connected(users.command("readiness"))
    .description("list who can't sign in while the link is down, and why")
    .addArgument(new Argument("[roster]", `${roster}; without it everybody of the realm is looked at`))
    .action(async (file: string | undefined, options: Told<ConnectionOptions>) => {
      const { readinessCommand } = await import("../users/commands.js");
      ends(await readinessCommand(file, { ...options, environment }, terminal));
    });
}

function connected(command: Command): Command {
  return command
    .requiredOption("--realm-url <url>", "https://<host>/realms/<realm>")
    .option("--ca <file>", "certificate authority of Keycloak, PEM, in place of the system's")
    .option("--credential-file <file>", "JSON file with the administrator's credential")
    .option("--credential-env <prefix>", "beginning of the variables with the credential", "HOLDFAST_ADMIN")
    .option("--admin-realm <realm>", "realm that knows the administrator", "master")
    .addOption(
      new Option("--concurrency <n>", `requests at once, 1 to ${MAX_AT_ONCE}`).default(4).argParser(atOnce),
    )
    .option("--json", "print the result for programs");
}

function atOnce(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= MAX_AT_ONCE) return number;
  throw new InvalidArgumentError(`It is a whole number from 1 to ${MAX_AT_ONCE}.`);
}

const disableMissing = (): Option =>
  new Option(
    "--disable-missing",
    "disable users of the realm who are not in the roster, but for administrators",
  );
const enableListed = (): Option => new Option("--enable-listed", "enable people of the roster again");
const leaveGroups = (): Option =>
  new Option("--leave-groups", "take people out of groups of the roster in which it no longer lists them");
const rosterGroups = (): Option =>
  new Option("--roster-groups <name...>", "groups that count as the roster's though it no longer names them");
const keep = (): Option =>
  new Option("--keep <username...>", "users who are never disabled, and leave no group");

const CREDENTIAL_HELP = `
The administrator's credential is never an argument. It comes from the variables HOLDFAST_ADMIN_CLIENT_ID and
HOLDFAST_ADMIN_CLIENT_SECRET (or HOLDFAST_ADMIN_USERNAME and HOLDFAST_ADMIN_PASSWORD), or from a file with
{"clientId": ..., "clientSecret": ...} or {"username": ..., "password": ...}.

Exit codes: 0 fine, 1 problems or people who are not ready, 2 not understood, 3 a defect of holdfast.`;
