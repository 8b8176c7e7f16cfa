import { isUtf8 } from "node:buffer";
import { problem } from "../errors/catalogue";
import type { Problem } from "../errors/problem";
import { USER_PROBLEMS } from "./problems";

/** Bytes; 100,000 people need about a fifth of it. */
export const MAX_ROSTER_BYTES = 64 * 1024 * 1024;

/** The text of a roster, or why there is none. */
export function rosterText(bytes: Uint8Array, file: string): { readonly text: string } | Problem {
  const refuse = (message: string, line = 1): Problem =>
    problem(USER_PROBLEMS.encoding, { path: "", message, expected: "text in UTF-8", file, line, column: 1 });
  if (bytes.length > MAX_ROSTER_BYTES) {
    return problem(USER_PROBLEMS.tooLarge, {
      path: "",
      message: `the roster has ${bytes.length} bytes`,
      expected: `at most ${MAX_ROSTER_BYTES} bytes`,
      file,
    });
  }
  const mark = `${bytes[0]} ${bytes[1]}`;
  if (mark === "255 254" || mark === "254 255") return refuse("the roster is in UTF-16");
  const zero = bytes.indexOf(0);
  if (zero >= 0)
    return refuse("the roster holds a zero byte, as UTF-16 and spreadsheets do", lineAt(bytes, zero));
  if (!isUtf8(bytes)) {
    return refuse("the roster is not UTF-8, probably Latin-1 or Windows-1252", firstBadLine(bytes));
  }
  return { text: new TextDecoder("utf-8").decode(bytes) };
}

function lineAt(bytes: Uint8Array, end: number): number {
  return bytes.subarray(0, end).reduce((lines, byte) => lines + (byte === 10 ? 1 : 0), 1);
}

/** A line break is one byte in UTF-8, so lines can be looked at one by one. */
function firstBadLine(bytes: Uint8Array): number {
  let line = 1;
  let start = 0;
  for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
    if (!isUtf8(bytes.subarray(start, end))) return line;
    line += 1;
    start = end + 1;
  }
  return line;
}
