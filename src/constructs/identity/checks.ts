import { Token } from "cdktf";
import { problem, type ProblemKind } from "../../errors/catalogue";
import type { Problem } from "../../errors/problem";
import type { KeycloakOptions } from "./keycloak-props";
import { IDENTITY_PROBLEMS } from "./problems";

const ADDRESS = "https:// and a host name, without a slash at the end";

/** Every problem of a Keycloak, all at once. */
export function checkKeycloak(path: string, options: KeycloakOptions): readonly Problem[] {
  const { realm, replicas, url } = options;
  const say = (kind: ProblemKind, message: string, expected: string): Problem =>
    problem(kind, { path, message, expected });
  return [
    ...(isBareAddress(url) ? [] : [say(IDENTITY_PROBLEMS.address, `url is "${url}"`, ADDRESS)]),
    ...(isBareAddress(realm.mattermost.siteUrl)
      ? []
      : [say(IDENTITY_PROBLEMS.address, `siteUrl is "${realm.mattermost.siteUrl}"`, ADDRESS)]),
    ...(Number.isInteger(replicas) && replicas >= 1
      ? []
      : [say(IDENTITY_PROBLEMS.count, `replicas is ${String(replicas)}`, "a whole number, at least 1")]),
    ...(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(realm.name) && realm.name !== "master"
      ? []
      : [say(IDENTITY_PROBLEMS.realm, `realm is "${realm.name}"`, "a name such as outpost, not master")]),
    ...missing("directory", realm.directory, options.directory),
    ...missing("broker", realm.broker, options.broker),
    ...((realm.directory?.url.split(/\s+/).every((each) => each.startsWith("ldaps://")) ?? true)
      ? []
      : [say(IDENTITY_PROBLEMS.directory, `url is "${realm.directory?.url ?? ""}"`, "ldaps:// everywhere")]),
  ];

  function missing(what: string, inRealm: object | undefined, given: object | undefined): readonly Problem[] {
    if ((inRealm === undefined) === (given === undefined)) return [];
    const [has, lacks] = inRealm ? ["the realm", "Keycloak"] : ["Keycloak", "the realm"];
    return [say(IDENTITY_PROBLEMS.federation, `${has} has a ${what}, ${lacks} has none`, "both, or neither")];
  }
}

/** Scheme `https` and host, at most a port. */
export function isBareAddress(address: string): boolean {
  if (Token.isUnresolved(address)) return true;
  if (!URL.canParse(address) || address.endsWith("/")) return false;
  const { protocol, pathname, search, hash, username } = new URL(address);
  return protocol === "https:" && pathname === "/" && search + hash + username === "";
}

/** A complete address over TLS, without a password in it. */
export function isHttpsAddress(address: string): boolean {
  if (Token.isUnresolved(address)) return true;
  if (!URL.canParse(address)) return false;
  const { protocol, username } = new URL(address);
  return protocol === "https:" && username === "";
}
