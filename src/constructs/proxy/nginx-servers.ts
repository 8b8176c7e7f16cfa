import { siteLocations } from "./nginx-locations";
import type { NginxSettings, SiteAddress } from "./nginx-settings";
import { block, comment, directive, type NginxDirective, type NginxEntry } from "./nginx-syntax";

/** Mozilla's recommendation and the server's own `TLSStrictTransportMaxAge`: two years. */
const HSTS_MAX_AGE = 63_072_000;

/** The site, and the answer to every other name on the same port. */
export function httpsServers(settings: NginxSettings): readonly NginxEntry[] {
  const { https } = settings.listen;
  return [
    comment("Other names, and the probes of load balancers and of the kubelet."),
    block(
      "server",
      [],
      [
        comment("A long queue: after a link comes back, everybody connects at once."),
        directive("listen", https, "ssl", "default_server", "backlog=4096"),
        directive("http2", "on"),
        healthLocation(),
        misdirectedLocation(),
      ],
    ),
    comment("The site."),
    block(
      "server",
      [],
      [
        directive("listen", https, "ssl"),
        directive("http2", "on"),
        directive("server_name", settings.site.host),
        ...allowList(settings.allowFrom),
        ...strictTransport(settings),
        healthLocation(),
        ...siteLocations(settings),
      ],
    ),
  ];
}

/** Plain HTTP: sends people to the site, tells probes that NGINX is alive, and nothing else. */
export function redirectServers(settings: NginxSettings): readonly NginxEntry[] {
  const { http } = settings.listen;
  return [
    block(
      "server",
      [],
      [directive("listen", http, "default_server"), healthLocation(), misdirectedLocation()],
    ),
    redirectServer(settings, settings.site),
  ];
}

/** Plain HTTP of one host: to the same path over HTTPS. */
export function redirectServer({ listen }: NginxSettings, address: SiteAddress): NginxDirective {
  return block(
    "server",
    [],
    [
      directive("listen", listen.http),
      directive("server_name", address.host),
      healthLocation(),
      block("location", ["/"], [directive("return", 301, `https://${address.authority}$request_uri`)]),
    ],
  );
}

/** Liveness and numbers, never exposed outside the cluster. */
export function statusServer(settings: NginxSettings): NginxDirective {
  return block(
    "server",
    [],
    [
      directive("listen", settings.listen.status),
      directive("access_log", "off"),
      healthLocation(),
      block("location", ["=", "/stub_status"], [directive("stub_status"), ...allowList(settings.statusFrom)]),
      block("location", ["/"], [directive("return", 404)]),
    ],
  );
}

/** Answered before the allow list is looked at, which `return` precedes. */
export function healthLocation(): NginxDirective {
  return block(
    "location",
    ["=", "/healthz"],
    [
      directive("access_log", "off"),
      directive("default_type", "text/plain"),
      directive("return", 200, "ok\n"),
    ],
  );
}

function misdirectedLocation(): NginxDirective {
  return block("location", ["/"], [directive("return", 421)]);
}

export function allowList(networks: readonly string[]): readonly NginxEntry[] {
  if (networks.length === 0) return [];
  return [...networks.map((network) => directive("allow", network)), directive("deny", "all")];
}

export function strictTransport(settings: NginxSettings): readonly NginxEntry[] {
  if (!settings.hsts) return [];
  return [
    directive("proxy_hide_header", "Strict-Transport-Security"),
    directive("add_header", "Strict-Transport-Security", `max-age=${HSTS_MAX_AGE}`, "always"),
  ];
}
