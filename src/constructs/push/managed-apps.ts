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

export interface ManagedDesktopProps {
  /** One or more; the first is opened first. */
  readonly servers: readonly ManagedServer[];
  /** Lets people add servers of their own. @default false */
  readonly serverManagement?: boolean;
}

/**
 * Registry file for managed Windows machines, from which the desktop app (4.3 or later) reads its servers. Import it, or
 * let group policy write the same values. UTF-16 would be the registry editor's own encoding; names must be ASCII so that
 * any will do. Lines end in CRLF.
 */
export function renderManagedDesktopConfiguration(props: ManagedDesktopProps): string {
  check(props.servers);
  const management = props.serverManagement ? 1 : 0;
  return [
    "Windows Registry Editor Version 5.00",
    "",
    "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Mattermost]",
    `"EnableServerManagement"=dword:0000000${management}`,
    "",
    "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Mattermost\\DefaultServerList]",
    ...props.servers.map(({ name, url }) => `"${name}"="${url}"`),
    "",
  ].join("\r\n");
}

export interface ManagedMobileProps {
  readonly server: ManagedServer;
  /** Lets people connect to other servers. @default false */
  readonly otherServers?: boolean;
  /** Refuses devices that were broken into. @default true */
  readonly jailbreakDetection?: boolean;
}

/** AppConfig values for the mobile apps, as a device management hands them out. All of them are texts. */
export function managedMobileConfiguration(props: ManagedMobileProps): Readonly<Record<string, string>> {
  check([props.server]);
  return {
    serverUrl: props.server.url,
    serverName: props.server.name,
    allowOtherServers: String(props.otherServers ?? false),
    jailbreakDetection: String(props.jailbreakDetection ?? true),
  };
}

function check(servers: readonly ManagedServer[]): void {
  const names = new Set(servers.map(({ name }) => name));
  const problems = servers.flatMap(({ name, url }, index) => [
    ...(/^[ !#-[\]-~]{1,64}$/.test(name) && name.trim() !== ""
      ? []
      : [finding(index, `the name is ${JSON.stringify(name)}`, "printable ASCII without quotes")]),
    ...(isHttpsUrl(url) ? [] : [finding(index, `the URL is ${JSON.stringify(url)}`, "an https URL")]),
  ]);
  if (servers.length === 0) problems.push(finding(0, "no server is given", "at least one"));
  if (names.size < servers.length)
    problems.push(finding(0, "two servers have the same name", "one name each"));
  if (problems.length > 0) throw new ProblemError(problems);
}

function isHttpsUrl(url: string): boolean {
  return /^[!#-[\]-~]+$/.test(url) && URL.canParse(url) && new URL(url).protocol === "https:";
}

function finding(index: number, message: string, expected: string): ReturnType<typeof problem> {
  return problem(PUSH_PROBLEMS.managedServer, { path: `servers[${index}]`, message, expected });
}
