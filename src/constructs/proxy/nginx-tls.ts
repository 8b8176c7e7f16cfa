import { certificateFolder } from "./nginx-hosts";
import type { NginxSettings } from "./nginx-settings";
import { block, comment, directive, type NginxEntry } from "./nginx-syntax";

/** Forward secrecy and authenticated encryption only, for TLS 1.2; TLS 1.3 has nothing else. */
const CIPHERS = [
  "ECDHE-ECDSA-AES256-GCM-SHA384",
  "ECDHE-RSA-AES256-GCM-SHA384",
  "ECDHE-ECDSA-AES128-GCM-SHA256",
  "ECDHE-RSA-AES128-GCM-SHA256",
  "ECDHE-ECDSA-CHACHA20-POLY1305",
  "ECDHE-RSA-CHACHA20-POLY1305",
] as const;

/**
 * TLS for every server. The certificate's path holds a variable on purpose: NGINX then reads it at the handshake,
 * so a renewed Secret is served within the cache's `valid` time and nothing is reloaded.
 *
 * Not here, on purpose: stapling (needs the internet) and early data (its requests can be replayed).
 */
export function tlsDirectives(settings: NginxSettings): readonly NginxEntry[] {
  return [
    comment("Read at the handshake, so that a renewed certificate needs no reload."),
    block(
      "map",
      ["$ssl_server_name", "$certificates"],
      [
        directive("default", settings.paths.certificates),
        ...settings.hosts.map(({ name, address }) =>
          directive(address.host, certificateFolder(settings.paths.hosts, name)),
        ),
      ],
    ),
    directive("ssl_certificate", "$certificates/tls.crt"),
    directive("ssl_certificate_key", "$certificates/tls.key"),
    directive("ssl_certificate_cache", `max=${4 + 2 * settings.hosts.length}`, "inactive=60s", "valid=10s"),
    directive("ssl_protocols", "TLSv1.2", "TLSv1.3"),
    directive("ssl_ciphers", CIPHERS.join(":")),
    directive("ssl_prefer_server_ciphers", "off"),
    directive("ssl_session_cache", "shared:tls:50m"),
    directive("ssl_session_timeout", "1d"),
    directive("ssl_session_tickets", "off"),
  ];
}
