import { imageCache, staticFileCache } from "./nginx-cache";
import type { NginxSettings } from "./nginx-settings";
import { block, comment, directive, type NginxDirective, type NginxEntry } from "./nginx-syntax";
import { UPSTREAM } from "./nginx-upstream";

/** Where the requests of the site go, most particular first. */
export function siteLocations(settings: NginxSettings): readonly NginxEntry[] {
  const { path } = settings.site;
  const api = `^${path.replaceAll(".", "[.]")}/api/v[0-9]+`;
  return [
    ...proxyDirectives(settings.site.authority),
    webSocketLocation(settings, api),
    ...(settings.imageCache ? [imageLocation(api)] : []),
    staticLocation(path),
    block("location", ["/"], [passToServers()]),
  ];
}

/**
 * What every location of a server inherits.
 *
 * @param authority host, and port when it is not 443, under which people know the server
 */
export function proxyDirectives(authority: string): readonly NginxEntry[] {
  return [
    ...forwardedHeaders(authority),
    directive("proxy_connect_timeout", "5s"),
    directive("proxy_send_timeout", "300s"),
    directive("proxy_read_timeout", "600s"),
    comment(
      "One more try on another server, and only early: a slow answer is not asked for twice, a POST never.",
    ),
    directive("proxy_next_upstream", "error", "timeout"),
    directive("proxy_next_upstream_tries", 2),
    directive("proxy_next_upstream_timeout", "10s"),
    directive("proxy_buffer_size", "16k"),
    directive("proxy_buffers", 16, "16k"),
    comment(
      "Bodies stream both ways: spooled to the scratch volume, they would let anybody fill it and evict the pod.",
    ),
    directive("proxy_request_buffering", "off"),
    directive("proxy_max_temp_file_size", 0),
  ];
}

/**
 * What the server learns of the client. Written from what NGINX itself knows, so that a client can't forge it:
 * `$remote_addr` already is the real client where a trusted load balancer stands in between.
 */
function forwardedHeaders(authority: string): readonly NginxEntry[] {
  return [
    directive("proxy_set_header", "Host", authority),
    directive("proxy_set_header", "X-Real-IP", "$remote_addr"),
    directive("proxy_set_header", "X-Forwarded-For", "$remote_addr"),
    directive("proxy_set_header", "X-Forwarded-Proto", "https"),
    directive("proxy_set_header", "X-Forwarded-Host", ""),
    directive("proxy_set_header", "Forwarded", ""),
  ];
}

function webSocketLocation(settings: NginxSettings, api: string): NginxDirective {
  return block(
    "location",
    ["~", `${api}/(users/)?websocket$`],
    [
      ...forwardedHeaders(settings.site.authority),
      directive("proxy_set_header", "Upgrade", "$http_upgrade"),
      directive("proxy_set_header", "Connection", "upgrade"),
      directive("proxy_buffering", "off"),
      comment("The server pings every minute; silence of an hour means that the client is gone."),
      directive("proxy_read_timeout", "1h"),
      directive("proxy_send_timeout", "1h"),
      passToServers(),
    ],
  );
}

function imageLocation(api: string): NginxDirective {
  return block("location", ["~", `${api}/users/[a-z0-9]+/image$`], [...imageCache(), passToServers()]);
}

function staticLocation(path: string): NginxDirective {
  return block("location", ["^~", `${path}/static/`], [...staticFileCache(), passToServers()]);
}

function passToServers(): NginxDirective {
  return directive("proxy_pass", `http://${UPSTREAM}`);
}
