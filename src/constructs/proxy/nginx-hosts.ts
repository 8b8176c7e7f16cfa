import { proxyDirectives } from "./nginx-locations";
import { allowList, healthLocation, redirectServer, strictTransport } from "./nginx-servers";
import type { NginxSettings, VirtualHostSettings } from "./nginx-settings";
import { block, comment, directive, type NginxDirective, type NginxEntry } from "./nginx-syntax";
import { followedServers } from "./nginx-upstream";

/**
 * Characters that NGINX and the server behind it may read differently: matrix parameters, and slashes, dots, percent
 * signs and backslashes that hide in an encoding. No public path needs them.
 */
const AMBIGUOUS = String.raw`~*^[^?]*(;|\\|%(2e|2f|3b|5c|25))`;

/** Further hosts on the same ports: their servers, and what leads there. */
export function virtualHosts(settings: NginxSettings): readonly NginxEntry[] {
  if (settings.hosts.length === 0) return [];
  return [
    comment("A path that could be read in two ways opens no door."),
    block("map", ["$request_uri", "$is_ambiguous"], [directive("default", 0), directive(AMBIGUOUS, 1)]),
    ...settings.hosts.flatMap((host) => [
      upstreamBlock(settings, host),
      hostServer(settings, host),
      redirectServer(settings, host.address),
    ]),
  ];
}

function upstreamBlock(settings: NginxSettings, host: VirtualHostSettings): NginxDirective {
  return block(
    "upstream",
    [upstreamName(host)],
    [
      ...followedServers(upstreamName(host), settings.resolvers, host.upstream),
      directive("keepalive", 32),
      directive("keepalive_timeout", "50s"),
    ],
  );
}

function hostServer(settings: NginxSettings, host: VirtualHostSettings): NginxDirective {
  return block(
    "server",
    [],
    [
      directive("listen", settings.listen.https, "ssl"),
      directive("http2", "on"),
      directive("server_name", host.address.host),
      ...allowList(host.allowFrom),
      ...strictTransport(settings),
      healthLocation(),
      ...proxyDirectives(host.address.authority),
      directive("proxy_set_header", "X-Forwarded-Port", portOf(host.address.authority)),
      directive("proxy_set_header", "X-Forwarded-Prefix", ""),
      ...verifiedServer(settings, host),
      block("if", ["($is_ambiguous)"], [directive("return", 404)]),
      ...host.closedPaths.map((path) => block("location", ["^~", path], [directive("return", 404)])),
      ...host.paths.flatMap((path) => [
        block("location", ["^~", path], [directive("proxy_pass", `https://${upstreamName(host)}`)]),
        ...withoutRedirect(path),
      ]),
      comment("Everything else stays inside."),
      block("location", ["/"], [directive("return", 404)]),
    ],
  );
}

/** Otherwise NGINX sends people from a folder without its slash to its own port. */
function withoutRedirect(path: string): readonly NginxEntry[] {
  if (!path.endsWith("/")) return [];
  return [block("location", ["=", path.slice(0, -1)], [directive("return", 404)])];
}

/** TLS to the server behind, by the name inside the cluster that its certificate carries. */
function verifiedServer(
  { paths }: NginxSettings,
  { name, upstream }: VirtualHostSettings,
): readonly NginxEntry[] {
  return [
    directive("proxy_ssl_verify", "on"),
    directive("proxy_ssl_verify_depth", 3),
    directive("proxy_ssl_trusted_certificate", `${authorityFolder(paths.hosts, name)}/ca.crt`),
    directive("proxy_ssl_name", upstream.serverName),
    directive("proxy_ssl_server_name", "on"),
    directive("proxy_ssl_protocols", "TLSv1.2", "TLSv1.3"),
  ];
}

function upstreamName({ name }: VirtualHostSettings): string {
  return `host-${name}`;
}

function portOf(authority: string): string {
  return /:([0-9]+)$/.exec(authority)?.[1] ?? "443";
}

/** Folder with `tls.crt` and `tls.key` of a host. */
export function certificateFolder(hosts: string, name: string): string {
  return `${hosts}/${name}`;
}

/** Folder with the `ca.crt` that the server behind a host is verified by. */
export function authorityFolder(hosts: string, name: string): string {
  return `${hosts}/${name}-authority`;
}
