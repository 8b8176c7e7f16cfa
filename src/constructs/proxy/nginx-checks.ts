import ipaddr from "ipaddr.js";
import { problem, type ProblemKind } from "../../errors/catalogue";
import type { Problem } from "../../errors/problem";
import type { NginxConf, NginxHost } from "./nginx-conf";
import { PROXY_PROBLEMS } from "./problems";

/**
 * Everything wrong with the values, all at once. Each text that reaches the file must be a name, an address or a
 * plain path, so no value can add a directive or expand a variable.
 */
export function checkNginxConf(conf: NginxConf): readonly Problem[] {
  return [
    ...siteUrl(conf.siteUrl),
    ...check("upstream.host", conf.upstream.host, isDnsName, PROXY_PROBLEMS.nginxHost, "a DNS name"),
    ...number("upstream.port", conf.upstream.port, 1, 65_535),
    ...hosts(conf),
    ...list("resolvers", conf.resolvers, isResolver, PROXY_PROBLEMS.nginxHost, "a DNS name or an IP address"),
    ...(conf.resolvers?.length === 0 ? [missing("resolvers", "at least one DNS server")] : []),
    ...number("workers", conf.workers, 1, 512),
    ...number("workerConnections", conf.workerConnections, 64, 1_000_000),
    ...number("maxBodySize", conf.maxBodySize, 1, 10_240),
    ...number("cacheSize", conf.cacheSize, 1, 1_048_576),
    ...number("shutdownTimeout", conf.shutdownTimeout, 1, 3_600),
    ...networks("allowFrom", conf.allowFrom),
    ...networks("trustedProxies", conf.trustedProxies),
    ...networks("statusFrom", conf.statusFrom),
    ...Object.entries(conf.listen ?? {}).flatMap(([name, value]) =>
      check(
        `listen.${name}`,
        value,
        isListen,
        PROXY_PROBLEMS.nginxHost,
        "a port, or an IP address and a port",
      ),
    ),
    ...Object.entries(conf.paths ?? {}).flatMap(([name, value]) =>
      check(
        `paths.${name}`,
        value,
        isPath,
        PROXY_PROBLEMS.nginxPath,
        "an absolute path, e.g. /var/cache/nginx",
      ),
    ),
  ];
}

const DNS_NAME = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*$/i;
const PATH = /^(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$/;
const URL_PATH = /^(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*\/?$/;
const PORT = /^[1-9][0-9]{0,4}$/;

function siteUrl(value: string): readonly Problem[] {
  if (isPlainUrl(value)) return [];
  return [seen(PROXY_PROBLEMS.nginxSiteUrl, "siteUrl", value, "a URL like https://chat.example")];
}

function isPlainUrl(value: string): boolean {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  return (
    url !== undefined &&
    value.startsWith("https://") &&
    url.username + url.password + url.search + url.hash === "" &&
    (isDnsName(url.hostname) || isBracketedIpv6(url.hostname)) &&
    URL_PATH.test(url.pathname)
  );
}

function hosts(conf: NginxConf): readonly Problem[] {
  const all = conf.hosts ?? [];
  return all.flatMap((host, index) => {
    const path = `hosts[${index}]`;
    return [...hostValues(path, host), ...hostAmongOthers(path, host, conf, all.slice(0, index))];
  });
}

function hostValues(path: string, host: NginxHost): readonly Problem[] {
  const { nginxHost, nginxVirtualHost } = PROXY_PROBLEMS;
  const served = { paths: host.paths, closedPaths: host.closedPaths };
  return [
    ...check(`${path}.name`, host.name, isShortName, nginxVirtualHost, "a name like sign-in"),
    ...check(`${path}.url`, host.url, isHostUrl, nginxVirtualHost, "a URL like https://sign-in.example"),
    ...check(`${path}.upstream.host`, host.upstream.host, isDnsName, nginxHost, "a DNS name"),
    ...check(`${path}.upstream.serverName`, host.upstream.serverName, isDnsName, nginxHost, "a DNS name"),
    ...number(`${path}.upstream.port`, host.upstream.port, 1, 65_535),
    ...Object.entries(served).flatMap(([name, values]) =>
      list(`${path}.${name}`, values, isUrlPath, nginxVirtualHost, "a plain path, e.g. /realms/outpost/"),
    ),
    ...networks(`${path}.allowFrom`, host.allowFrom),
  ];
}

/** Two hosts on one port are told apart by their names. */
function hostAmongOthers(
  path: string,
  host: NginxHost,
  conf: NginxConf,
  before: readonly NginxHost[],
): readonly Problem[] {
  if (!isHostUrl(host.url) || !isPlainUrl(conf.siteUrl)) return [];
  const kind = PROXY_PROBLEMS.nginxVirtualHost;
  const url = new URL(host.url);
  const site = new URL(conf.siteUrl);
  const taken = [conf.siteUrl, ...before.map((each) => each.url)].filter(isPlainUrl);
  return [
    ...(taken.some((each) => new URL(each).hostname === url.hostname)
      ? [seen(kind, `${path}.url`, host.url, "a host name of its own")]
      : []),
    ...(before.some(({ name }) => name === host.name)
      ? [seen(kind, `${path}.name`, host.name, "a name of its own")]
      : []),
    ...(url.port === site.port ? [] : [seen(kind, `${path}.url`, host.url, `the port of ${conf.siteUrl}`)]),
  ];
}

function isShortName(value: string): boolean {
  return /^[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?$/.test(value) && !value.endsWith("-authority");
}

function isHostUrl(value: string): boolean {
  return isPlainUrl(value) && new URL(value).pathname === "/" && !value.endsWith("/");
}

function isUrlPath(value: string): boolean {
  return value.startsWith("/") && value !== "/" && URL_PATH.test(value);
}

function isDnsName(value: string): boolean {
  return DNS_NAME.test(value);
}

function isBracketedIpv6(value: string): boolean {
  return value.startsWith("[") && value.endsWith("]") && ipaddr.IPv6.isValid(value.slice(1, -1));
}

function isIpv4(value: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(value);
}

function isPort(value: string): boolean {
  return PORT.test(value) && Number(value) <= 65_535;
}

function isListen(value: string): boolean {
  return isPort(value) || isAddressWithPort(value, isIpv4);
}

function isResolver(value: string): boolean {
  return isDnsName(value) || isBracketedIpv6(value) || isAddressWithPort(value, isDnsName);
}

function isAddressWithPort(value: string, isHost: (host: string) => boolean): boolean {
  const colon = value.lastIndexOf(":");
  const host = value.slice(0, Math.max(colon, 0));
  return (isHost(host) || isBracketedIpv6(host)) && isPort(value.slice(colon + 1));
}

function isNetwork(value: string): boolean {
  return /^[0-9a-f.:]+\/[0-9]{1,3}$/i.test(value) && ipaddr.isValidCIDR(value);
}

function isPath(value: string): boolean {
  return PATH.test(value);
}

function networks(path: string, values: readonly string[] | undefined): readonly Problem[] {
  return list(path, values, isNetwork, PROXY_PROBLEMS.nginxNetwork, "a network, e.g. 10.20.0.0/16");
}

function list(
  path: string,
  values: readonly string[] | undefined,
  accepts: (value: string) => boolean,
  kind: ProblemKind,
  expected: string,
): readonly Problem[] {
  return (values ?? []).flatMap((value, index) => check(`${path}[${index}]`, value, accepts, kind, expected));
}

function check(
  path: string,
  value: string | undefined,
  accepts: (value: string) => boolean,
  kind: ProblemKind,
  expected: string,
): readonly Problem[] {
  return value === undefined || accepts(value) ? [] : [seen(kind, path, value, expected)];
}

function number(path: string, value: number | undefined, from: number, to: number): readonly Problem[] {
  if (value === undefined || (Number.isInteger(value) && value >= from && value <= to)) return [];
  return [seen(PROXY_PROBLEMS.nginxNumber, path, value, `a whole number from ${from} to ${to}`)];
}

function seen(kind: ProblemKind, path: string, value: string | number, expected: string): Problem {
  return problem(kind, { path, message: `${path} is ${JSON.stringify(value)}`, expected });
}

function missing(path: string, expected: string): Problem {
  return problem(PROXY_PROBLEMS.nginxHost, { path, message: `${path} is empty`, expected });
}
