import type { NginxSettings } from "./nginx-settings";
import { block, comment, directive, type NginxDirective, type NginxEntry } from "./nginx-syntax";

/** Name of the upstream, for `proxy_pass`. */
export const UPSTREAM = "mattermost";

/**
 * The Mattermost servers: followed by name, left out for ten seconds after three failures, and one client stays with
 * one server while it lives.
 */
export function upstreamBlock(settings: NginxSettings): NginxDirective {
  return block(
    "upstream",
    [UPSTREAM],
    [
      ...followedServers(UPSTREAM, settings.resolvers, settings.upstream),
      comment("SameSite=None: Teams and Outlook show Mattermost in a frame."),
      directive(
        "sticky",
        "cookie",
        "mm_route",
        "expires=1h",
        "path=/",
        "httponly",
        "secure",
        "samesite=none",
      ),
      directive("keepalive", 256),
      comment("Less than the server's IdleTimeout (60 s), or a POST meets a connection that it just closed."),
      directive("keepalive_timeout", "50s"),
    ],
  );
}

/** Servers behind a name that is looked up again all the time. */
export function followedServers(
  zone: string,
  resolvers: readonly string[],
  { host, port }: { readonly host: string; readonly port: number },
): readonly NginxEntry[] {
  return [
    directive("zone", zone, "256k"),
    comment("As long as CoreDNS keeps a name. Without an answer the known addresses stay in use."),
    directive("resolver", ...resolvers, "valid=5s", "ipv6=off"),
    directive("resolver_timeout", "5s"),
    directive("server", `${host}:${port}`, "resolve", "max_fails=3", "fail_timeout=10s"),
  ];
}
