import { randomInt } from "node:crypto";
import { closeSync, constants, fstatSync, fsyncSync, openSync, readFileSync, writeSync } from "node:fs";
import { problem } from "../errors/catalogue";
import { ProblemError } from "../errors/problem";
import { errorCode } from "../site/load/files";
import { USER_PROBLEMS } from "./problems";

/** Letters and digits that nobody mistakes for one another. */
const UPPER = "ABCDEFGHJKLMNPQRSTUVWXYZ";
const LOWER = "abcdefghijkmnopqrstuvwxyz";
const DIGITS = "23456789";

const LINE = /^([a-z0-9._@-]+),([A-Za-z0-9-]{23})$/gm;

/** Four groups of five: a capital, a digit and three small letters each, over 80 bits in all. */
export function oneTimePassword(): string {
  const group = (): string => pick(UPPER) + pick(DIGITS) + pick(LOWER) + pick(LOWER) + pick(LOWER);
  return [group(), group(), group(), group()].join("-");
}

function pick(letters: string): string {
  return letters.charAt(randomInt(letters.length));
}

/**
 * Passwords for these people, written to a file of mode 0600 and on the disk before any is used. A file that exists
 * is refused, unless `resume` goes on with it: what it holds is used again, and nothing in it is lost.
 */
export function issuePasswords(
  names: readonly string[],
  file: string,
  resume: boolean,
): ReadonlyMap<string, string> {
  const handle = open(file, resume);
  try {
    const before = readFileSync(handle, "utf8");
    const known = new Map([...before.matchAll(LINE)].map(([, name = "", password = ""]) => [name, password]));
    const added = names.filter((name) => !known.has(name)).map((name) => [name, oneTimePassword()] as const);
    const start = before === "" ? "username,password\n" : before.endsWith("\n") ? "" : "\n";
    const lines = added.map(([name, password]) => `${name},${password}\n`);
    writeAll(handle, start + lines.join(""));
    fsyncSync(handle);
    return new Map([...known, ...added]);
  } finally {
    closeSync(handle);
  }
}

function open(file: string, resume: boolean): number {
  const { O_RDWR, O_CREAT, O_EXCL, O_APPEND, O_NOFOLLOW } = constants;
  const mine = O_RDWR | O_APPEND | O_NOFOLLOW;
  try {
    return openSync(file, mine | O_CREAT | O_EXCL, 0o600);
  } catch (error) {
    if (errorCode(error) !== "EEXIST" || !resume) throw unusable(file, wordsOf(errorCode(error)));
  }
  let handle: number;
  try {
    handle = openSync(file, mine);
  } catch (error) {
    throw unusable(file, wordsOf(errorCode(error)));
  }
  const { mode, uid } = fstatSync(handle);
  const isFile = (mode & constants.S_IFMT) === constants.S_IFREG;
  if (isFile && (mode & 0o077) === 0 && uid === (process.getuid?.() ?? uid)) return handle;
  closeSync(handle);
  throw unusable(file, "is not a file of yours that only you can read");
}

function wordsOf(code: string): string {
  return code === "EEXIST" ? "is already there" : `can't be written (${code})`;
}

function writeAll(handle: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let done = 0; done < bytes.length;) done += writeSync(handle, bytes, done);
}

function unusable(file: string, message: string): ProblemError {
  const expected = "a new file, or with --resume the one of the interrupted run";
  return new ProblemError([
    problem(USER_PROBLEMS.secretsFile, { path: "", message: `"${file}" ${message}`, expected }),
  ]);
}
