import type { SiteSpec } from "../../../../src/site/spec";
import { all, type Change, type RuleCase } from "../sites";

const proxy =
  (written: NonNullable<SiteSpec["proxy"]>): Change =>
  (spec) => {
    spec.proxy = written;
  };
const nodePort =
  (https: number, http = 30080): Change =>
  ({ cluster }) => {
    cluster.exposure = { kind: "node-port", https, http };
  };
const url =
  (siteUrl: string): Change =>
  ({ mattermost }) => {
    mattermost.siteUrl = siteUrl;
  };
const address = url("https://10.1.2.3");
const reached = url("https://chat.outpost-kestrel.example:30443");

export const PROXY_CASES: readonly RuleCase[] = [
  {
    code: "HF2501",
    what: "a body smaller than a file",
    breaks: proxy({ maxBodySize: 99 }),
    keeps: proxy({ maxBodySize: 100 }),
    paths: ["proxy.maxBodySize"],
    shows: "99 MiB, mattermost.maxFileSize is 100 MiB",
  },
  {
    code: "HF2502",
    what: "one proxy on four nodes",
    breaks: proxy({ replicas: 1 }),
    keeps: proxy({ replicas: 2 }),
    paths: ["proxy.replicas"],
    shows: "1 on 4 nodes",
  },
  {
    code: "HF2503",
    what: "every address is trusted",
    breaks: proxy({ trustedProxies: ["10.0.0.0/8", "::/0"] }),
    keeps: proxy({ trustedProxies: ["10.0.0.0/8"] }),
    paths: ["proxy.trustedProxies[1]"],
    shows: "::/0",
  },
  {
    code: "HF2504",
    what: "every address may connect",
    breaks: proxy({ allowFrom: ["0.0.0.0/0"] }),
    keeps: proxy({ allowFrom: ["10.0.0.0/8"] }),
    paths: ["proxy.allowFrom[0]"],
    shows: "0.0.0.0/0",
  },
  {
    code: "HF2505",
    what: "one node port for both",
    breaks: all(reached, nodePort(30443, 30443)),
    keeps: all(reached, nodePort(30443)),
    paths: ["cluster.exposure.http"],
    shows: "30443",
  },
  {
    code: "HF2506",
    what: "a site URL without the node port",
    breaks: nodePort(30443),
    keeps: all(nodePort(30443), proxy({ trustedProxies: ["10.0.0.0/8"] })),
    paths: ["cluster.exposure.https"],
    shows: "30443, mattermost.siteUrl uses port 443",
  },
  { code: "HF2507", what: "no HSTS", breaks: proxy({ hsts: false }), paths: ["proxy.hsts"], shows: "false" },
  {
    code: "HF2508",
    what: "an issued certificate for an address",
    breaks: all(address, proxy({ tls: { issuer: "outpost-issuer" } })),
    keeps: all(address, proxy({ tls: { siteAuthority: true } })),
    paths: ["mattermost.siteUrl"],
    shows: "10.1.2.3",
  },
];
