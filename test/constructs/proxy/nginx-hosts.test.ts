import { checkNginxConf } from "../../../src/constructs/proxy/nginx-checks";
import { renderNginxConf, type NginxConf, type NginxHost } from "../../../src/constructs/proxy/nginx-conf";
import { parseNginx, type Parsed } from "./nginx-parser";

const HOST: NginxHost = {
  name: "sign-in",
  url: "https://sign-in.example",
  upstream: { host: "keycloak-members", port: 8443, serverName: "keycloak.outpost.svc" },
  paths: ["/realms/outpost/", "/resources/"],
  closedPaths: ["/realms/outpost/clients-registrations"],
};
const SITE: NginxConf = { siteUrl: "https://chat.example", upstream: { host: "servers" }, hosts: [HOST] };

function http(conf: NginxConf): readonly Parsed[] {
  return parseNginx(renderNginxConf(conf)).find(({ name }) => name === "http")?.block ?? [];
}

function server(conf: NginxConf, listen: string, host: string): readonly Parsed[] {
  const holds = (block: readonly Parsed[], name: string, value: string): boolean =>
    block.some((each) => each.name === name && each.args[0] === value);
  const found = http(conf).filter(
    ({ name, block = [] }) =>
      name === "server" && holds(block, "server_name", host) && holds(block, "listen", listen),
  );
  expect(found).toHaveLength(1);
  return found[0]?.block ?? [];
}

const values = (block: readonly Parsed[], name: string): readonly string[] =>
  block.filter((each) => each.name === name).map(({ args }) => args.join(" "));

test("only the named paths lead to the server, by verified TLS", () => {
  const block = server(SITE, "8443", "sign-in.example");
  const locations = block.filter(({ name }) => name === "location");
  const leads = locations.map(({ args, block: inner = [] }) => [
    args.join(" "),
    values(inner, "proxy_pass")[0] ?? values(inner, "return")[0],
  ]);
  expect(leads).toEqual([
    ["= /healthz", "200 ok\n"],
    ["^~ /realms/outpost/clients-registrations", "404"],
    ["^~ /realms/outpost/", "https://host-sign-in"],
    ["= /realms/outpost", "404"],
    ["^~ /resources/", "https://host-sign-in"],
    ["= /resources", "404"],
    ["/", "404"],
  ]);
  expect(values(block, "proxy_ssl_verify")).toEqual(["on"]);
  expect(values(block, "proxy_ssl_name")).toEqual(["keycloak.outpost.svc"]);
  expect(values(block, "proxy_ssl_trusted_certificate")).toEqual([
    "/etc/nginx/hosts/sign-in-authority/ca.crt",
  ]);
  expect(values(block, "proxy_set_header")).toEqual(
    expect.arrayContaining(["Host sign-in.example", "X-Forwarded-Port 443", "X-Forwarded-Prefix "]),
  );
});

test("each host has its certificate and its redirect, and the site keeps its own", () => {
  const map = http(SITE).find(({ name, args }) => name === "map" && args[1] === "$certificates");
  expect(map?.block?.map(({ name, args }) => [name, ...args])).toEqual([
    ["default", "/etc/nginx/tls"],
    ["sign-in.example", "/etc/nginx/hosts/sign-in"],
  ]);
  const plain = server(SITE, "8080", "sign-in.example").find(({ args }) => args[0] === "/");
  expect(values(plain?.block ?? [], "return")).toEqual(["301 https://sign-in.example$request_uri"]);
  expect(server(SITE, "8443", "chat.example")).toEqual(
    server({ ...SITE, hosts: [] }, "8443", "chat.example"),
  );
});

test("networks are those of the site, unless the host has its own", () => {
  const conf: NginxConf = { ...SITE, allowFrom: ["10.0.0.0/8"] };
  expect(values(server(conf, "8443", "sign-in.example"), "allow")).toEqual(["10.0.0.0/8"]);
  const own = { ...conf, hosts: [{ ...HOST, allowFrom: ["10.20.0.0/16"] }] };
  expect(values(server(own, "8443", "sign-in.example"), "allow")).toEqual(["10.20.0.0/16"]);
});

test.each<[string, Partial<NginxHost>, string]>([
  ["HF3106", { name: "Sign in" }, "name"],
  ["HF3106", { name: "x-authority" }, "name"],
  ["HF3106", { url: "http://sign-in.example" }, "url"],
  ["HF3106", { url: "https://sign-in.example/path" }, "url"],
  ["HF3106", { url: "https://chat.example" }, "url"],
  ["HF3106", { url: "https://sign-in.example:8443" }, "url"],
  ["HF3106", { paths: ["/"] }, "paths[0]"],
  ["HF3106", { paths: ["/realms/$x/"] }, "paths[0]"],
  ["HF3106", { closedPaths: ["realms; }"] }, "closedPaths[0]"],
  ["HF3101", { upstream: { ...HOST.upstream, serverName: "a b" } }, "upstream.serverName"],
  ["HF3104", { upstream: { ...HOST.upstream, port: 0 } }, "upstream.port"],
  ["HF3102", { allowFrom: ["all"] }, "allowFrom[0]"],
])("%s for a host with %j", (code, change, path) => {
  const found = checkNginxConf({ ...SITE, hosts: [{ ...HOST, ...change }] });
  expect(found.map((each) => [each.code, each.path])).toEqual([[code, `hosts[0].${path}`]]);
});

test("two hosts have two names", () => {
  const found = checkNginxConf({ ...SITE, hosts: [HOST, HOST] });
  expect(found.map(({ path }) => path)).toEqual(["hosts[1].url", "hosts[1].name"]);
});
