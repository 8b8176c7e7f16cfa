import { cacheDirectives } from "./nginx-cache";
import { virtualHosts } from "./nginx-hosts";
import { httpsServers, redirectServers, statusServer } from "./nginx-servers";
import type { NginxSettings } from "./nginx-settings";
import { block, comment, directive, type NginxDirective, type NginxEntry } from "./nginx-syntax";
import { tlsDirectives } from "./nginx-tls";
import { upstreamBlock } from "./nginx-upstream";

/** The `http` block, in the order in which one would write it by hand. */
export function httpBlock(settings: NginxSettings): NginxDirective {
  return block(
    "http",
    [],
    [
      ...connectionDirectives(settings),
      ...temporaryFiles(settings),
      ...accessLog(settings),
      ...compression(),
      ...realAddress(settings),
      ...cacheDirectives(settings),
      ...tlsDirectives(settings),
      upstreamBlock(settings),
      ...httpsServers(settings),
      ...redirectServers(settings),
      ...virtualHosts(settings),
      statusServer(settings),
    ],
  );
}

function connectionDirectives(settings: NginxSettings): readonly NginxEntry[] {
  return [
    directive("default_type", "application/octet-stream"),
    directive("server_tokens", "off"),
    directive("sendfile", "on"),
    directive("tcp_nopush", "on"),
    directive("keepalive_timeout", "75s"),
    directive("keepalive_requests", 16_384),
    directive("client_header_timeout", "30s"),
    directive("client_body_timeout", "60s"),
    directive("large_client_header_buffers", 4, "16k"),
    directive("send_timeout", "300s"),
    directive("reset_timedout_connection", "on"),
    directive("client_body_buffer_size", "128k"),
    directive("client_max_body_size", `${settings.maxBodySize}m`),
  ];
}

function temporaryFiles(settings: NginxSettings): readonly NginxEntry[] {
  const kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  return [
    comment("The root file system is read-only."),
    ...kinds.map((kind) => directive(`${kind}_temp_path`, `${settings.paths.temporary}/${kind}_temp`)),
  ];
}

const LOGGED = {
  time: "$time_iso8601",
  client: "$remote_addr",
  method: "$request_method",
  host: "$host",
  // Not $request_uri: its query can carry codes and tokens.
  path: "$uri",
  status: "$status",
  sent: "$bytes_sent",
  seconds: "$request_time",
  upstream: "$upstream_addr",
  upstreamStatus: "$upstream_status",
  upstreamSeconds: "$upstream_response_time",
  agent: "$http_user_agent",
} as const;

function accessLog(settings: NginxSettings): readonly NginxEntry[] {
  return [
    comment("Only what went wrong, one JSON object a line."),
    block("map", ["$status", "$is_logged"], [directive("~^[123]", 0), directive("default", 1)]),
    directive("log_format", "failures", "escape=json", JSON.stringify(LOGGED)),
    directive("access_log", settings.paths.accessLog, "failures", "if=$is_logged"),
  ];
}

const COMPRESSED = [
  "application/javascript",
  "application/json",
  "application/manifest+json",
  "image/svg+xml",
  "text/css",
  "text/javascript",
  "text/plain",
] as const;

function compression(): readonly NginxEntry[] {
  return [
    directive("gzip", "on"),
    directive("gzip_proxied", "any"),
    directive("gzip_vary", "on"),
    directive("gzip_min_length", 1024),
    directive("gzip_types", ...COMPRESSED),
  ];
}

function realAddress(settings: NginxSettings): readonly NginxEntry[] {
  if (settings.trustedProxies.length === 0) return [];
  return [
    comment("The client is the last address that no trusted load balancer added."),
    ...settings.trustedProxies.map((network) => directive("set_real_ip_from", network)),
    directive("real_ip_header", "X-Forwarded-For"),
    directive("real_ip_recursive", "on"),
  ];
}
