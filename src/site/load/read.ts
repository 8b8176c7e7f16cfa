import { problem, type Occurrence, type ProblemKind } from "../../errors/catalogue";
import type { Problem } from "../../errors/problem";
import { errorCode, type SiteFiles } from "./files";
import { FILE_PROBLEMS } from "./problems";

/** Largest file that is read. A site file holds a few hundred lines. */
export const MAX_BYTES = 256 * 1024;

/** Either the text of a file or why it can't be had. */
export type ReadResult = { readonly text: string } | { readonly problem: Problem };

/** A problem with a file as a whole. */
export function fileProblem(
  kind: ProblemKind,
  file: string,
  occurrence: Pick<Occurrence, "message" | "expected" | "fix">,
): Problem {
  return problem(kind, { ...occurrence, path: "", file, line: 1, column: 1 });
}

/** Why an operation on a file failed, as a problem. */
export function accessProblem(file: string, error: unknown): Problem {
  const code = errorCode(error);
  if (code === "ENOENT" || code === "ENOTDIR") {
    return fileProblem(FILE_PROBLEMS.missing, file, {
      message: `"${file}" does not exist`,
      expected: "an existing site file",
    });
  }
  if (code === "ELOOP") {
    return fileProblem(FILE_PROBLEMS.unreadable, file, {
      message: `"${file}" is a symbolic link that leads to itself`,
      expected: "a file that can be read",
      fix: "point the link at a real file",
    });
  }
  return fileProblem(FILE_PROBLEMS.unreadable, file, {
    message: `"${file}" can't be read (${code})`,
    expected: "a file that can be read",
  });
}

/** Reads a text file, after looking at what it is and how large. Never throws. */
export function readText(file: string, files: SiteFiles): ReadResult {
  try {
    const facts = files.facts(file);
    if (facts.kind !== "file") {
      return {
        problem: fileProblem(FILE_PROBLEMS.notAFile, file, {
          message: `"${file}" is not a file`,
          expected: "a file with YAML text",
        }),
      };
    }
    if (facts.size > MAX_BYTES) {
      return {
        problem: fileProblem(FILE_PROBLEMS.tooLarge, file, {
          message: `"${file}" has ${facts.size} bytes`,
          expected: `at most ${MAX_BYTES} bytes`,
        }),
      };
    }
    return decode(file, files.read(file));
  } catch (error) {
    return { problem: accessProblem(file, error) };
  }
}

function decode(file: string, bytes: Uint8Array): ReadResult {
  const binary = (found: string): ReadResult => ({
    problem: fileProblem(FILE_PROBLEMS.binary, file, {
      message: `"${file}" ${found}`,
      expected: "text in UTF-8",
    }),
  });
  if (bytes.includes(0)) return binary("holds zero bytes, so it is not text");
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return binary("holds bytes that are not UTF-8");
  }
}
