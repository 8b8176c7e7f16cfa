import type { NginxSettings } from "./nginx-settings";
import { block, comment, directive, type NginxEntry } from "./nginx-syntax";

const ZONE = "cache";

/** Declares the cache and who may use it. */
export function cacheDirectives(settings: NginxSettings): readonly NginxEntry[] {
  return [
    directive(
      "proxy_cache_path",
      settings.paths.cache,
      "levels=1:2",
      `keys_zone=${ZONE}:10m`,
      `max_size=${settings.cacheSize}m`,
      "inactive=120m",
      "use_temp_path=off",
    ),
    ...(settings.imageCache ? sessionMap() : []),
  ];
}

function sessionMap(): readonly NginxEntry[] {
  return [
    comment("A request that carries no session at all is never answered from the cache of pictures."),
    block(
      "map",
      ["$cookie_MMAUTHTOKEN$http_authorization", "$has_no_session"],
      [directive("", 1), directive("default", 0)],
    ),
  ];
}

/** Static files, kept as long as the server says and served stale while it is away. */
export function staticFileCache(): readonly NginxEntry[] {
  return [
    directive("proxy_cache", ZONE),
    directive("proxy_cache_revalidate", "on"),
    directive("proxy_cache_lock", "on"),
    directive("proxy_cache_use_stale", "error", "timeout", "updating"),
    directive("proxy_cache_background_update", "on"),
  ];
}

/** Profile pictures: the server forbids shared caching, so its word is set aside; their URL changes with them. */
export function imageCache(): readonly NginxEntry[] {
  return [
    directive("proxy_cache", ZONE),
    directive("proxy_cache_valid", 200, "24h"),
    directive("proxy_cache_revalidate", "on"),
    directive("proxy_cache_min_uses", 2),
    directive("proxy_cache_lock", "on"),
    directive("proxy_cache_use_stale", "error", "timeout"),
    directive("proxy_ignore_headers", "Cache-Control", "Expires"),
    directive("proxy_cache_bypass", "$has_no_session"),
    directive("proxy_no_cache", "$has_no_session"),
  ];
}
