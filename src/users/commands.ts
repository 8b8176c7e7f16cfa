import { readFileSync, statSync } from "node:fs";
import { EXIT, type ExitCode } from "../cli/exit-code";
import { reportJson } from "../cli/report";
import { showProblems } from "../cli/show";
import type { Terminal } from "../cli/terminal";
import { problem } from "../errors/catalogue";
import { isProblemError, ProblemError, type Problem } from "../errors/problem";
import { errorCode } from "../site/load/files";
import type { AdminClient } from "./admin-client";
import { applyPlan } from "./apply";
import { requestsAtOnce, withClient, type ConnectionOptions } from "./connection";
import { issuePasswords } from "./one-time-passwords";
import type { Person } from "./person";
import { isEmpty, needPasswords, planUsers, type Plan, type PlanOptions } from "./plan";
import { USER_PROBLEMS } from "./problems";
import { progressLine } from "./progress";
import { readiness } from "./readiness";
import { readReadiness, readRealm } from "./realm-reader";
import { appliedText, planJson, planText, readinessJson, readinessText } from "./report";
import { readRoster } from "./roster";
import { MAX_ROSTER_BYTES } from "./roster-text";

export interface PlanCommandOptions extends ConnectionOptions, PlanOptions {
  /** Groups of the roster that it need not name any more. */
  readonly rosterGroups?: readonly string[];
}

export interface ApplyCommandOptions extends PlanCommandOptions {
  /** File for one-time passwords. */
  readonly secretsOut?: string;
  readonly resume?: boolean;
}

/** `holdfast users plan`: says what apply would do. */
export function planCommand(
  file: string,
  options: PlanCommandOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  return reporting(options, terminal, async () => {
    const people = peopleOf(file);
    const plan = await withClient(options, (client) => planned(people, client, options, terminal));
    return { text: planText(plan), json: { plan: planJson(plan) }, problems: [] };
  });
}

/** `holdfast users apply`: does it, unless anything is wrong with the roster. */
export function applyCommand(
  file: string,
  options: ApplyCommandOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  return reporting(options, terminal, async () => {
    const people = peopleOf(file);
    return withClient(options, async (client) => {
      const plan = await planned(people, client, options, terminal);
      const passwords = passwordsFor(plan, options);
      const onProgress = progressLine(terminal, "applied");
      const applied = await applyPlan(plan, client, {
        passwords,
        atOnce: requestsAtOnce(options),
        onProgress,
      });
      const { problems, ...counts } = applied;
      const unchanged = plan.unchanged.length;
      const json = { applied: { ...counts, unchanged, oneTimePasswords: needPasswords(plan).length } };
      const text = isEmpty(plan)
        ? `nothing to do: ${unchanged} unchanged\n`
        : appliedText(applied, unchanged);
      return { text, json, problems };
    });
  });
}

/** `holdfast users readiness`: fails when somebody can't sign in offline. */
export function readinessCommand(
  file: string | undefined,
  options: ConnectionOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  return reporting(options, terminal, async () => {
    const names = file === undefined ? undefined : peopleOf(file).map(({ username }) => username);
    const reading = { atOnce: requestsAtOnce(options), onProgress: progressLine(terminal, "looked at") };
    const facts = await withClient(options, (client) => readReadiness(client, names, reading));
    const report = readiness(facts, names);
    return {
      text: readinessText(report),
      json: { readiness: readinessJson(report) },
      problems: [],
      failed: report.notReady.length > 0,
    };
  });
}

interface Result {
  readonly text: string;
  readonly json: object;
  readonly problems: readonly Problem[];
  readonly failed?: boolean;
}

/** Shows a result, or the problems that stopped the work. */
async function reporting(
  { json = false }: ConnectionOptions,
  terminal: Terminal,
  action: () => Promise<Result>,
): Promise<ExitCode> {
  const result = await action().catch((error: unknown): Result => {
    if (!isProblemError(error)) throw error;
    return { text: "", json: {}, problems: error.problems };
  });
  if (json) {
    const { problems } = JSON.parse(reportJson(result.problems)) as { readonly problems: unknown };
    terminal.out(`${JSON.stringify({ ...result.json, problems }, null, 2)}\n`);
  } else {
    showProblems(result.problems, terminal);
    terminal.out(result.text);
  }
  return result.problems.length > 0 || result.failed === true ? EXIT.problems : EXIT.fine;
}

function peopleOf(file: string): readonly Person[] {
  const { people, problems } = readRoster(bytesOf(file), file);
  if (problems.length > 0) throw new ProblemError(problems);
  return people;
}

function bytesOf(file: string): Uint8Array {
  try {
    const { size } = statSync(file);
    // The reader says why it is too large; there is no need to read all of it for that.
    return size > MAX_ROSTER_BYTES ? new Uint8Array(MAX_ROSTER_BYTES + 1) : readFileSync(file);
  } catch (error) {
    const message = `"${file}" can't be read (${errorCode(error)})`;
    throw new ProblemError([
      problem(USER_PROBLEMS.unreadable, { path: "", message, expected: "a CSV file" }),
    ]);
  }
}

async function planned(
  people: readonly Person[],
  client: AdminClient,
  options: PlanCommandOptions,
  terminal: Terminal,
): Promise<Plan> {
  const onProgress = progressLine(terminal, "compared");
  const { rosterGroups } = options;
  const state = await readRealm(client, people, {
    atOnce: requestsAtOnce(options),
    onProgress,
    rosterGroups,
  });
  const { plan, problems } = planUsers(people, state, options);
  if (problems.length > 0) throw new ProblemError(problems);
  return plan;
}

function passwordsFor(plan: Plan, options: ApplyCommandOptions): ReadonlyMap<string, string> {
  const names = needPasswords(plan);
  if (names.length === 0) return new Map();
  if (options.secretsOut !== undefined)
    return issuePasswords(names, options.secretsOut, options.resume ?? false);
  throw new ProblemError([
    problem(USER_PROBLEMS.secretsNeeded, {
      path: "",
      message: `${names.length} people get a one-time password`,
      expected: "--secrets-out <file>",
    }),
  ]);
}
