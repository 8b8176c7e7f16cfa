import { NATIONAL_CLOUDS, type NationalCloud } from "../../catalog/national-clouds";
import { problem } from "../../errors/catalogue";
import type { Problem } from "../../errors/problem";
import { M365_PROBLEMS } from "./problems";

/**
 * Which of the headers that a proxy, gateway or firewall adds forbid Microsoft 365 to show Mattermost.
 *
 * @param headers response headers by name, in any case
 */
export function framingProblems(
  headers: Readonly<Record<string, string>>,
  cloud: NationalCloud,
  path: string,
): readonly Problem[] {
  return Object.entries(headers).flatMap(([name, value]) => {
    const forbids = forbiddenBy(name.toLowerCase(), value, cloud);
    if (!forbids) return [];
    return [
      problem(M365_PROBLEMS.framing, {
        path,
        message: `${name} is "${value}"`,
        expected: forbids,
      }),
    ];
  });
}

function forbiddenBy(name: string, value: string, cloud: NationalCloud): string | undefined {
  if (name === "x-frame-options") return "no such header";
  if (name !== "content-security-policy") return undefined;
  const directives = value.split(";").map((directive) => directive.trim().toLowerCase().split(/\s+/));
  const ancestors = directives.find(([directive]) => directive === "frame-ancestors")?.slice(1);
  if (ancestors === undefined || ancestors.includes("*")) return undefined;
  const hosts = ancestors.map((source) => source.replace(/^https:\/\//, ""));
  const missing = NATIONAL_CLOUDS[cloud].frameAncestors.filter((source) => !hosts.includes(source));
  return missing.length > 0 ? `no frame-ancestors, or ${missing.join(" ")} among them` : undefined;
}

/** A person as the directory knows them. */
export interface DirectoryPerson {
  readonly userPrincipalName: string;
  /** The address that Mattermost knows; empty where there is none. */
  readonly mail: string;
}

/** Who is asked for a login inside Microsoft 365, since sign-in name and e-mail address differ. */
export function emailProblems(people: readonly DirectoryPerson[]): readonly Problem[] {
  return people
    .filter((person) => person.userPrincipalName.toLowerCase() !== person.mail.toLowerCase())
    .map((person) =>
      problem(M365_PROBLEMS.email, {
        path: person.userPrincipalName,
        message: `the e-mail address is "${person.mail}"`,
        expected: `"${person.userPrincipalName}"`,
      }),
    );
}
