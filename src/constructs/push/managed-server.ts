import { problem } from "../../errors/catalogue";
import { ProblemError } from "../../errors/problem";
import { PUSH_PROBLEMS } from "./problems";

/** A server that managed apps know from the start. */
export interface ManagedServer {
  /** Name that people see. */
  readonly name: string;
  /** `https://…` */
  readonly url: string;
}

/** Throws what is wrong with the servers: they become part of files in several languages. */
export function requireServers(servers: readonly ManagedServer[]): void {
  const names = new Set(servers.map(({ name }) => name));
  const problems = servers.flatMap(({ name, url }, index) => [
    ...(/^[ !#-[\]-~]{1,64}$/.test(name) && name.trim() !== ""
      ? []
      : [finding(index, `the name is ${JSON.stringify(name)}`, "printable ASCII without quotes")]),
    ...(isHttpsUrl(url) ? [] : [finding(index, `the URL is ${JSON.stringify(url)}`, "an https URL")]),
  ]);
  if (servers.length === 0) problems.push(finding(0, "no server is given", "at least one"));
  if (names.size < servers.length) {
    problems.push(finding(0, "two servers have the same name", "one name each"));
  }
  if (problems.length > 0) throw new ProblemError(problems);
}

function isHttpsUrl(url: string): boolean {
  return /^[!#-[\]-~]+$/.test(url) && URL.canParse(url) && new URL(url).protocol === "https:";
}

function finding(index: number, message: string, expected: string): ReturnType<typeof problem> {
  return problem(PUSH_PROBLEMS.managedServer, { path: `servers[${index}]`, message, expected });
}
