import type { NginxSettings } from "./nginx-settings";
import { block, comment, directive, type NginxDirective } from "./nginx-syntax";

/** Name of the upstream, for `proxy_pass`. */
export const UPSTREAM = "mattermost";

/**
 * The Mattermost servers: followed by name, left out for ten seconds after three failures, and one client stays with
 * one server while it lives.
 */
export function upstreamBlock(settings: NginxSettings): NginxDirective {
  const { host, port } = settings.upstream;
  return block(
    "upstream",
    [UPSTREAM],
    [
      directive("zone", UPSTREAM, "256k"),
      comment("As long as CoreDNS keeps a name. Without an answer the known addresses stay in use."),
      directive("resolver", ...settings.resolvers, "valid=5s", "ipv6=off"),
      directive("resolver_timeout", "5s"),
      directive("server", `${host}:${port}`, "resolve", "max_fails=3", "fail_timeout=10s"),
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
