import { describeProblem, isProblemError } from "../errors/problem";
import { EXIT } from "./exit-code";

export interface ExitOptions {
  /** Show the stack trace of a defect. @default false */
  readonly debug?: boolean;
}

/** Runs a program and sets its exit code: problems are listed, anything else that is thrown is a defect of ours. */
export function exitWith(action: () => void | Promise<void>, options: ExitOptions = {}): void {
  const fail = (error: unknown): void => {
    if (isProblemError(error)) {
      process.stderr.write(`${error.problems.map(describeProblem).join("\n")}\n`);
      process.exitCode = EXIT.problems;
    } else {
      process.stderr.write(describeDefect(error, options.debug ?? false));
      process.exitCode = EXIT.defect;
    }
  };
  try {
    Promise.resolve(action()).catch(fail);
  } catch (error) {
    fail(error);
  }
}

/** What a person reads when holdfast itself is broken. */
export function describeDefect(error: unknown, debug: boolean): string {
  const { message, stack } = Object(error) as { readonly message?: unknown; readonly stack?: unknown };
  const words = typeof message === "string" ? message : "no further word";
  const hint = debug ? "" : "; HOLDFAST_DEBUG=1 shows where it happened";
  const trace = debug && typeof stack === "string" ? `${stack}\n` : "";
  return `holdfast has a defect: ${words}\n${trace}Please report it with the site file, without secrets${hint}.\n`;
}
