import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Job } from "./jobs";
import type { CheckResult, PartResult } from "./run-part";
import type { Section } from "./sections";

/** On the command line: this process is a job of a run. */
export const AS_JOB = "--job";
/** Begins a line of a job that is for the runner, not for people. */
const MARK = "\u0001";

type Message =
  | { readonly begins: string }
  | {
      readonly ends: string;
      readonly checks: readonly CheckResult[];
      readonly seconds: number;
      readonly processor: number;
    };

/** What a job's process writes for the runner. */
export const message = (content: Message): string => `${MARK}${JSON.stringify(content)}\n`;

export interface Listener {
  begins(section: Section): void;
  says(section: Section, line: string): void;
  ends(section: Section, result: PartResult): void;
}

/**
 * Runs a job in a process of its own: what blocks one part delays no other. When this process is killed outright,
 * the job ends what it started.
 */
export async function runJob(job: Job, listener: Listener, stop: AbortSignal): Promise<void> {
  const program = [process.execPath, ...process.execArgv, process.argv[1]!, AS_JOB];
  const ids = job.sections.map(({ id }) => id);
  const child = spawn("setpriv", ["--pdeathsig", "TERM", "--", ...program, ...ids], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const interrupt = (): void => void child.kill("SIGTERM");
  stop.addEventListener("abort", interrupt);
  const ended = new Promise<string>((resolve) => {
    child.once("error", (error) => {
      resolve(error.message);
    });
    child.once("exit", (code, signal) => {
      resolve(signal ?? `exit code ${code}`);
    });
  });
  const waiting = new Map(job.sections.map((section) => [section.id, section]));
  let current = job.sections[0]!;
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith(MARK)) {
      listener.says(current, line);
      continue;
    }
    const told = JSON.parse(line.slice(MARK.length)) as Message;
    if ("begins" in told) {
      current = waiting.get(told.begins)!;
      listener.begins(current);
    } else {
      const { checks, seconds, processor } = told;
      listener.ends(current, { part: current.part, checks, seconds, processor });
      waiting.delete(told.ends);
    }
  }
  const how = await ended;
  stop.removeEventListener("abort", interrupt);
  for (const section of waiting.values())
    listener.ends(section, undone(section, `its process ended before: ${how}`));
}

function undone({ part }: Section, reason: string): PartResult {
  const checks = part.checks.map(({ name, level, note }) => ({
    name,
    level,
    note,
    outcome: "failed" as const,
    reason,
    seconds: 0,
  }));
  return { part, checks, seconds: 0, processor: 0 };
}
