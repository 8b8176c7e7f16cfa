import { spawn as nodeSpawn, type ChildProcess } from "node:child_process";
import { createWriteStream, readFileSync } from "node:fs";
import { Watchdog } from "./watchdog";

/** The last lines a program wrote: what an error message quotes. */
const LINES_KEPT = 400;
const LINES_QUOTED = 25;
const GRACE_SECONDS = 10;

export interface SpawnOptions {
  readonly folder?: string;
  /** Added to the environment of the run. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Written to the program's standard input, which is then closed. */
  readonly input?: string;
  /** A file that takes everything the program writes. */
  readonly logFile?: string;
  /** The program proper is the command's only child, and signals are for it. */
  readonly wrapped?: boolean;
}

export interface RunOptions extends SpawnOptions {
  /** Seconds; the program is killed after it. Default 120. */
  readonly limit?: number;
  /** Exit codes that are no failure. Default [0]. */
  readonly accept?: readonly number[];
}

export interface RunResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program under way, in a process group of its own, that dies with the harness. */
export class Running {
  readonly exited: Promise<number>;
  readonly pid: number;
  private readonly lines: string[] = [];
  private partial = "";
  private code: number | undefined;

  constructor(
    readonly name: string,
    child: ChildProcess,
    private readonly options: SpawnOptions = {},
  ) {
    const { logFile } = options;
    this.pid = child.pid ?? 0;
    const file = logFile === undefined ? undefined : createWriteStream(logFile, { flags: "a" });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        file?.write(text);
        this.keep(text);
      });
    }
    this.exited = new Promise((resolve) => {
      child.once("error", (error) => {
        this.keep(`${error.message}\n`);
        resolve((this.code = 127));
      });
      child.once("close", (code, signal) => {
        file?.end();
        resolve((this.code = code ?? 128 + (signal === "SIGKILL" ? 9 : 15)));
      });
    });
  }

  get isRunning(): boolean {
    return this.code === undefined;
  }

  /** The last lines of both outputs. */
  logs(count = LINES_QUOTED): string {
    return [...this.lines, this.partial].filter(Boolean).slice(-count).join("\n");
  }

  /** Signals the program, not its children. */
  signal(signal: NodeJS.Signals): void {
    if (this.isRunning) sendSignal(this.options.wrapped ? onlyChild(this.pid) : this.pid, signal);
  }

  /** Asks the program to end, then ends its whole process group. */
  async stop(signal: NodeJS.Signals = "SIGTERM", grace = GRACE_SECONDS): Promise<void> {
    this.signal(signal);
    if (!(await this.endsWithin(grace))) signalGroup(this.pid, "SIGKILL");
    await this.exited;
    signalGroup(this.pid, "SIGKILL");
  }

  endsWithin(seconds: number): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        resolve(false);
      }, seconds * 1000);
      void this.exited.then(() => {
        clearTimeout(timer);
        resolve(true);
      });
    });
  }

  private keep(text: string): void {
    const parts = (this.partial + text).split("\n");
    this.partial = parts.pop() ?? "";
    this.lines.push(...parts);
    this.lines.splice(0, this.lines.length - LINES_KEPT);
  }
}

const alive = new Set<Running>();
const watchdog = new Watchdog();

/** Starts a program; `stopEverything` ends whatever is still under way. */
export function spawn(
  name: string,
  command: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Running {
  const running = new Running(name, launch(command, args, options), options);
  alive.add(running);
  void running.exited.then(() => alive.delete(running));
  return running;
}

/** Runs a program to its end and returns what it wrote; throws with its last lines when it fails. */
export async function run(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  const child = launch(command, args, options);
  const running = new Running(command, child);
  alive.add(running);
  let stdout = "";
  let stderr = "";
  child.stdout?.on("data", (text: string) => (stdout += text));
  child.stderr?.on("data", (text: string) => (stderr += text));
  const limit = options.limit ?? 120;
  const inTime = await running.endsWithin(limit);
  if (!inTime) await running.stop("SIGKILL");
  const code = await running.exited;
  alive.delete(running);
  const line = [command, ...args].join(" ").slice(0, 300);
  if (!inTime) throw new Error(`${line}: not finished after ${limit} s. Last lines:\n${running.logs()}`);
  if (!(options.accept ?? [0]).includes(code)) {
    throw new Error(`${line}: exit code ${code}. Last lines:\n${running.logs()}`);
  }
  return { code, stdout, stderr };
}

/** Ends every program that is still under way, whoever started it. */
export async function stopEverything(): Promise<void> {
  await Promise.all([...alive].map((running) => running.stop("SIGTERM", 3)));
}

/** The last resort of an exiting harness: no waiting. */
export function killEverything(): void {
  for (const running of alive) signalGroup(running.pid, "SIGKILL");
}

/** Go programs collect their garbage less often, up to this size: it saves a quarter of their processor time. */
const GO_MEMORY = { GOGC: "800", GOMEMLIMIT: "1GiB" };

/** `setpriv --pdeathsig` and the watchdog end the program even when the harness itself is killed outright. */
function launch(command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  const child = nodeSpawn("setpriv", ["--pdeathsig", "KILL", "--", command, ...args], {
    cwd: options.folder,
    env: { ...(command === "go" ? {} : GO_MEMORY), ...process.env, ...options.environment },
    stdio: [options.input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
    detached: true,
  });
  const { pid } = child;
  if (pid !== undefined) {
    watchdog.guard(pid);
    child.once("close", () => {
      watchdog.release(pid);
    });
  }
  child.stdin?.on("error", () => undefined);
  child.stdin?.end(options.input);
  return child;
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  sendSignal(-pid, signal);
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  if (pid === 0) return;
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

function onlyChild(pid: number): number {
  try {
    return Number.parseInt(readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8"), 10) || pid;
  } catch {
    return pid;
  }
}
