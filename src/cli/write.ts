import { mkdirSync } from "node:fs";
import { problem } from "../errors/catalogue";
import type { Problem } from "../errors/problem";
import { errorCode } from "../site/load/files";
import { COMMAND_PROBLEMS } from "./problems";

/** Makes a folder with those above it; what is wrong when it can't be. */
export function makeFolder(directory: string): Problem | undefined {
  try {
    mkdirSync(directory, { recursive: true });
    return undefined;
  } catch (error) {
    return notWritable(directory, error);
  }
}

/** A file or folder that a command could not write. */
export function notWritable(path: string, error: unknown): Problem {
  return problem(COMMAND_PROBLEMS.notWritable, {
    path: "",
    message: `"${path}" can't be written (${errorCode(error)})`,
    expected: "a folder that can be written",
    file: path,
    line: 1,
    column: 1,
  });
}
