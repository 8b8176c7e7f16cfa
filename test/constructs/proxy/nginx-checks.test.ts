import { checkNginxConf } from "../../../src/constructs/proxy/nginx-checks";
import type { NginxConf } from "../../../src/constructs/proxy/nginx-conf";

const MINIMAL: NginxConf = { siteUrl: "https://chat.example", upstream: { host: "servers" } };

describe("checkNginxConf", () => {
  test.each<[string, Partial<NginxConf>, string]>([
    ["HF3105", { siteUrl: "http://chat.example" }, "siteUrl"],
    ["HF3105", { siteUrl: "chat.example" }, "siteUrl"],
    ["HF3105", { siteUrl: "https://chat.example/?a=b" }, "siteUrl"],
    ["HF3105", { siteUrl: "https://user@chat.example" }, "siteUrl"],
    ["HF3105", { siteUrl: "https://chat.example/$uri" }, "siteUrl"],
    ["HF3105", { siteUrl: "https://chat.example/../x;" }, "siteUrl"],
    ["HF3101", { upstream: { host: "servers:8065" } }, "upstream.host"],
    ["HF3101", { upstream: { host: "" } }, "upstream.host"],
    ["HF3104", { upstream: { host: "servers", port: 70_000 } }, "upstream.port"],
    ["HF3101", { resolvers: ["10.0.0.1; include /x"] }, "resolvers[0]"],
    ["HF3101", { resolvers: [] }, "resolvers"],
    ["HF3102", { allowFrom: ["10.0.0.0/8", "10.0.0.0"] }, "allowFrom[1]"],
    ["HF3102", { trustedProxies: ["10.0.0.0/33"] }, "trustedProxies[0]"],
    ["HF3102", { statusFrom: ["all"] }, "statusFrom[0]"],
    ["HF3101", { listen: { https: "0" } }, "listen.https"],
    ["HF3101", { listen: { http: "99999" } }, "listen.http"],
    ["HF3101", { listen: { status: "unix:/tmp/x" } }, "listen.status"],
    ["HF3103", { paths: { cache: "/var/cache nginx" } }, "paths.cache"],
    ["HF3103", { paths: { temporary: "/tmp/../etc" } }, "paths.temporary"],
    ["HF3103", { paths: { pid: "nginx.pid" } }, "paths.pid"],
    ["HF3104", { workers: 0 }, "workers"],
    ["HF3104", { workerConnections: 1.5 }, "workerConnections"],
    ["HF3104", { maxBodySize: Number.NaN }, "maxBodySize"],
    ["HF3104", { shutdownTimeout: -1 }, "shutdownTimeout"],
  ])("%s for %j", (code, conf, path) => {
    const found = checkNginxConf({ ...MINIMAL, ...conf });
    expect(found.map((each) => [each.code, each.path])).toEqual([[code, path]]);
  });

  test.each<Partial<NginxConf>>([
    {},
    { siteUrl: "https://chat.example:30443/team-1/" },
    { siteUrl: "https://10.1.2.3" },
    { siteUrl: "https://[fd00::1]:8443" },
    {
      resolvers: [
        "10.96.0.10",
        "10.96.0.10:5353",
        "[fd00::a]",
        "[fd00::a]:53",
        "dns.example",
        "dns.example:53",
      ],
    },
    { allowFrom: ["10.0.0.0/8", "fd00::/8", "::/0"] },
    { listen: { https: "8443", http: "127.0.0.1:8080", status: "[::1]:8081" } },
  ])("accepts %j", (conf) => {
    expect(checkNginxConf({ ...MINIMAL, ...conf })).toEqual([]);
  });

  test("reports everything at once, with the value seen", () => {
    const found = checkNginxConf({ ...MINIMAL, workers: 0, allowFrom: ["x", "y"] });
    expect(found.map((each) => each.message)).toEqual([
      "workers is 0",
      'allowFrom[0] is "x"',
      'allowFrom[1] is "y"',
    ]);
  });
});
