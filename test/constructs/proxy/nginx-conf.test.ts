import fc from "fast-check";
import { isProblemError } from "../../../src/errors/problem";
import { renderNginxConf, type NginxConf } from "../../../src/constructs/proxy/nginx-conf";
import { parseNginx, type Parsed } from "./nginx-parser";

const MINIMAL: NginxConf = {
  siteUrl: "https://chat.example",
  upstream: { host: "mattermost-pods.outpost.svc.cluster.local" },
};

const parse = (conf: Partial<NginxConf> = {}): readonly Parsed[] =>
  parseNginx(renderNginxConf({ ...MINIMAL, ...conf }));

/** The block at a path such as `http`, `server 8443 chat.example`, `location /`. */
function at(tree: readonly Parsed[], ...path: readonly string[]): readonly Parsed[] {
  return path.reduce((entries, step) => {
    const found = entries.filter((entry) => entry.block !== undefined && describeBlock(entry) === step);
    if (found.length !== 1) throw new Error(`${found.length} blocks "${step}"`);
    return found[0]?.block ?? [];
  }, tree);
}

function describeBlock(entry: Parsed): string {
  if (entry.name !== "server") return [entry.name, ...entry.args].join(" ");
  const of = (name: string) => entry.block?.find((each) => each.name === name)?.args[0] ?? "";
  return `server ${of("listen")} ${of("server_name")}`.trim();
}

const values = (block: readonly Parsed[], name: string) =>
  block.filter((entry) => entry.name === name).map((entry) => entry.args.join(" "));

const everything = (tree: readonly Parsed[]): readonly Parsed[] =>
  tree.flatMap((entry) => [entry, ...everything(entry.block ?? [])]);

const SITE = ["http", "server 8443 chat.example"];
const SOCKET = [...SITE, "location ~ ^/api/v[0-9]+/(users/)?websocket$"];
const IMAGE = [...SITE, "location ~ ^/api/v[0-9]+/users/[a-z0-9]+/image$"];

describe("renderNginxConf", () => {
  test.each<[string, Partial<NginxConf>, readonly string[], string, readonly string[]]>([
    ["processes", {}, [], "worker_processes", ["2"]],
    [
      "descriptors for connections and files",
      { workerConnections: 500 },
      [],
      "worker_rlimit_nofile",
      ["1000"],
    ],
    ["an end to draining", { shutdownTimeout: 30 }, [], "worker_shutdown_timeout", ["30s"]],
    ["connections", {}, ["events"], "worker_connections", ["20000"]],
    ["no version shown", {}, ["http"], "server_tokens", ["off"]],
    ["the body size", { maxBodySize: 60 }, ["http"], "client_max_body_size", ["60m"]],
    ["failures only in the log", {}, ["http"], "access_log", ["/dev/stdout failures if=$is_logged"]],
    ["modern TLS", {}, ["http"], "ssl_protocols", ["TLSv1.2 TLSv1.3"]],
    ["a certificate read at the handshake", {}, ["http"], "ssl_certificate", ["$certificates/tls.crt"]],
    ["a short cache of it", {}, ["http"], "ssl_certificate_cache", ["max=4 inactive=60s valid=10s"]],
    ["nobody trusted", {}, ["http"], "set_real_ip_from", []],
    ["trusted proxies", { trustedProxies: ["10.1.0.0/16"] }, ["http"], "set_real_ip_from", ["10.1.0.0/16"]],
    [
      "the last untrusted address",
      { trustedProxies: ["10.1.0.0/16"] },
      ["http"],
      "real_ip_recursive",
      ["on"],
    ],
    [
      "servers found by name",
      {},
      ["http", "upstream mattermost"],
      "server",
      ["mattermost-pods.outpost.svc.cluster.local:8065 resolve max_fails=3 fail_timeout=10s"],
    ],
    [
      "the name asked again",
      { resolvers: ["10.96.0.10"] },
      ["http", "upstream mattermost"],
      "resolver",
      ["10.96.0.10 valid=5s ipv6=off"],
    ],
    [
      "stickiness within a frame",
      {},
      ["http", "upstream mattermost"],
      "sticky",
      ["cookie mm_route expires=1h path=/ httponly secure samesite=none"],
    ],
    [
      "idle connections shorter than the server's",
      {},
      ["http", "upstream mattermost"],
      "keepalive_timeout",
      ["50s"],
    ],
    ["HSTS", {}, SITE, "add_header", ["Strict-Transport-Security max-age=63072000 always"]],
    ["no HSTS", { hsts: false }, SITE, "add_header", []],
    ["everyone allowed", {}, SITE, "deny", []],
    ["a list of allowed networks", { allowFrom: ["10.0.0.0/8"] }, SITE, "deny", ["all"]],
    ["one more try, never for a POST", {}, SITE, "proxy_next_upstream", ["error timeout"]],
    [
      "the upgrade",
      {},
      SOCKET,
      "proxy_set_header",
      [
        "Host chat.example",
        "X-Real-IP $remote_addr",
        "X-Forwarded-For $remote_addr",
        "X-Forwarded-Proto https",
        "X-Forwarded-Host ",
        "Forwarded ",
        "Upgrade $http_upgrade",
        "Connection upgrade",
      ],
    ],
    ["patience with WebSockets", {}, SOCKET, "proxy_read_timeout", ["1h"]],
    ["no buffering of them", {}, SOCKET, "proxy_buffering", ["off"]],
    ["the picture cache", {}, IMAGE, "proxy_ignore_headers", ["Cache-Control Expires"]],
    ["pictures only for sessions", {}, IMAGE, "proxy_cache_bypass", ["$has_no_session"]],
    ["bodies that stream to the server", {}, SITE, "proxy_request_buffering", ["off"]],
    ["answers that never spill to disk", {}, SITE, "proxy_max_temp_file_size", ["0"]],
    ["cached static files", {}, [...SITE, "location ^~ /static/"], "proxy_cache", ["cache"]],
    ["no cache for the rest", {}, [...SITE, "location /"], "proxy_cache", []],
    [
      "a redirect to the site",
      { siteUrl: "https://chat.example:30443" },
      ["http", "server 8080 chat.example", "location /"],
      "return",
      ["301 https://chat.example:30443$request_uri"],
    ],
    ["other names refused", {}, ["http", "server 8443", "location /"], "return", ["421"]],
    ["other names refused in plain HTTP", {}, ["http", "server 8080", "location /"], "return", ["421"]],
    [
      "health for a load balancer",
      {},
      ["http", "server 8443", "location = /healthz"],
      "return",
      ["200 ok\n"],
    ],
    ["health for the kubelet", {}, ["http", "server 8081", "location = /healthz"], "return", ["200 ok\n"]],
    [
      "numbers for nobody else",
      {},
      ["http", "server 8081", "location = /stub_status"],
      "allow",
      ["127.0.0.1/32"],
    ],
    [
      "numbers for monitoring",
      { statusFrom: ["10.2.0.0/16"] },
      ["http", "server 8081", "location = /stub_status"],
      "allow",
      ["10.2.0.0/16"],
    ],
  ])("has %s", (_, conf, path, name, expected) => {
    expect(values(at(parse(conf), ...path), name)).toEqual(expected);
  });

  test("serves a site below a path", () => {
    const site = at(parse({ siteUrl: "https://chat.example/team.one/" }), ...SITE);
    expect(values(site, "location")).toEqual([
      "= /healthz",
      "~ ^/team[.]one/api/v[0-9]+/(users/)?websocket$",
      "~ ^/team[.]one/api/v[0-9]+/users/[a-z0-9]+/image$",
      "^~ /team.one/static/",
      "/",
    ]);
  });

  test("repeats every forwarded header where a location sets its own, for NGINX drops the inherited ones", () => {
    const tree = parse();
    const inherited = values(at(tree, ...SITE), "proxy_set_header");
    expect(values(at(tree, ...SOCKET), "proxy_set_header")).toEqual(expect.arrayContaining(inherited));
  });

  test.each([
    "ssl_stapling",
    "ssl_early_data",
    "proxy_hide_header X-Frame-Options",
    "X-Frame-Options",
    "Content-Security-Policy",
    "$proxy_add_x_forwarded_for",
    "non_idempotent",
  ])("never says %s", (text) => {
    expect(renderNginxConf({ ...MINIMAL, trustedProxies: ["10.0.0.0/8"] })).not.toContain(text);
  });

  test("leaves the picture cache out altogether", () => {
    const tree = parse({ imageCache: false });
    expect(everything(tree).filter((entry) => entry.args.includes("$has_no_session"))).toEqual([]);
    expect(() => at(tree, ...IMAGE)).toThrow("0 blocks");
  });

  test("writes nothing outside the injected folders and addresses", () => {
    const text = renderNginxConf({
      ...MINIMAL,
      listen: { https: "127.0.0.1:1443", http: "127.0.0.1:1080", status: "127.0.0.1:1081" },
      paths: {
        certificates: "/x/c",
        cache: "/x/k",
        temporary: "/x/t",
        pid: "/x/p",
        accessLog: "/x/a",
        errorLog: "/x/e",
      },
    });
    expect(text).not.toMatch(/ \/(tmp|var|etc|dev)\//);
    expect(
      values(everything(parseNginx(text)), "listen").every((each) => each.startsWith("127.0.0.1:1")),
    ).toBe(true);
  });
});

describe("values that would add to the configuration", () => {
  const shape = (tree: readonly Parsed[]): unknown =>
    tree.map((entry) => [entry.name, entry.args.length, entry.block && shape(entry.block)]);
  const hostile = fc.oneof(
    fc.string({ maxLength: 20 }),
    fc.stringMatching(/^[a-z0-9./:;{}"'$#\\ \n[\]-]{1,24}$/),
    fc.constantFrom(
      "a; return 200",
      "a\n}",
      "$host",
      'a"; deny all; "',
      "a b",
      "10.0.0.0/8; allow all",
      "a#b",
    ),
  );
  const places: Record<string, (value: string) => Partial<NginxConf>> = {
    siteUrl: (value) => ({ siteUrl: `https://chat.example/${value}` }),
    siteHost: (value) => ({ siteUrl: `https://${value}` }),
    upstream: (value) => ({ upstream: { host: value } }),
    resolver: (value) => ({ resolvers: [value] }),
    allowFrom: (value) => ({ allowFrom: [value] }),
    trustedProxies: (value) => ({ trustedProxies: [value] }),
    statusFrom: (value) => ({ statusFrom: [value] }),
    listen: (value) => ({ listen: { https: value } }),
    path: (value) => ({ paths: { cache: `/${value}` } }),
  };

  test.each(Object.entries(places))("are refused in %s, or change one argument only", (_, place) => {
    const harmless: Partial<NginxConf> = { resolvers: ["a"], allowFrom: ["::/0"], trustedProxies: ["::/0"] };
    const expected = JSON.stringify(shape(parse(harmless)));
    fc.assert(
      fc.property(hostile, (value) => {
        try {
          const tree = parse({ ...harmless, ...place(value) });
          expect(JSON.stringify(shape(tree))).toBe(expected);
          const variables = everything(tree).filter((entry) => entry.args.join(" ").includes("$"));
          expect(variables.length).toBe(
            everything(parse(harmless)).filter((entry) => entry.args.join(" ").includes("$")).length,
          );
        } catch (error) {
          if (!isProblemError(error)) throw error;
        }
      }),
      { numRuns: 300, seed: 1 },
    );
  });
});
