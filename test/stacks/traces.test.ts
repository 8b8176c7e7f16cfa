import { Connections } from "../../src/constructs/kubernetes/connections";
import { resolveSite } from "../../src/site/resolve";
import { checkSite } from "../../src/site/rules";
import { siteSpec, type SiteSpec } from "../../src/site/spec";
import { buildApp } from "../../src/stacks/build-app";
import { baseSpec } from "../site/rules/sites";

type Change = (spec: SiteSpec) => void;

const GUID = "00000000-0000-4000-8000-00000000000a";
const KEY = { secret: "outside" };

/** What a person may declare that lives outside, and the host that must be seen of it. */
const OUTSIDE: readonly (readonly [what: string, host: string, declare: Change])[] = [
  ["a hosted language model", "api.openai.com", agents({ kind: "openai", model: "gpt-5" })],
  ["another hosted model", "api.anthropic.com", agents({ kind: "anthropic", model: "claude" })],
  [
    "a model of Azure OpenAI",
    "outpost.openai.azure.com",
    agents({ kind: "azure-openai", url: "https://outpost.openai.azure.com", deployment: "chat" }),
  ],
  [
    "a compatible model that needs the link",
    "llm.provider.example",
    agents({
      kind: "openai-compatible",
      url: "https://llm.provider.example",
      model: "m",
      worksOffline: false,
    }),
  ],
  [
    "notifications by the vendor's proxy",
    "eu.push.mattermost.com",
    (spec) => (spec.apps = { push: { kind: "hosted", region: "eu" } }),
  ],
  [
    "notifications by a proxy of one's own",
    "fcm.googleapis.com",
    (spec) => (spec.apps = { push: { kind: "own", android: { serviceAccount: { secret: "push" } } } }),
  ],
  [
    "an identity provider in the cloud",
    "login.microsoftonline.com",
    (spec) => {
      spec.identity = {
        kind: "openid",
        worksOffline: false,
        tenantId: GUID,
        discoveryUrl: `https://login.microsoftonline.com/${GUID}/v2.0/.well-known/openid-configuration`,
        clientId: GUID,
        clientSecret: { secret: "entra", expires: "2030-01-01" },
      };
    },
  ],
  [
    "a file store on the internet",
    "s3.eu-central-1.amazonaws.com",
    (spec) => {
      spec.objectStore = {
        kind: "external-s3",
        endpoint: "s3.eu-central-1.amazonaws.com",
        bucket: "files",
        region: "eu-central-1",
        credentials: { secret: "s3" },
      };
    },
  ],
  [
    "a database on the internet",
    "db.postgres.database.azure.com",
    (spec) => {
      spec.database = {
        kind: "external",
        version: 17,
        writer: { host: "db.postgres.database.azure.com" },
        credentials: { secret: "db" },
      };
    },
  ],
];

function agents(endpoint: object): Change {
  return (spec) => {
    spec.agents = {
      endpoints: [{ name: "outside", apiKey: KEY, ...endpoint }],
      agents: [{ name: "clerk", endpoint: "outside" }],
    } as SiteSpec["agents"];
  };
}

function siteWith(declare: Change, connectivity: SiteSpec["connectivity"]) {
  const draft = { ...baseSpec(), connectivity };
  declare(draft);
  const spec = siteSpec.parse(draft);
  const resolved = resolveSite(spec, { directory: "/sites" });
  return { site: resolved.site, problems: checkSite(resolved, spec) };
}

/** Names of every side outside the cluster that some part of the site opens a connection to. */
function reached(site: Parameters<typeof buildApp>[0][number]): readonly string[] {
  const app = buildApp([site], { writeTo: "unused" });
  return Connections.allBelow(app).map(({ to }) => to.sideName);
}

test.each(OUTSIDE)("%s leaves a trace: a connection to %s", (_what, host, declare) => {
  const { site, problems } = siteWith(declare, "connected");
  const errors = problems.filter(({ severity }) => severity === "error");
  expect(errors.map(({ code, path }) => `${code} ${path}`)).toEqual([]);
  expect(reached(site)).toContain(host);
});

test.each(OUTSIDE)("disconnected, %s is a problem or switched off", (_what, host, declare) => {
  const { site, problems } = siteWith(declare, "disconnected");
  // The base site is a disconnected one and has no problem at all.
  if (problems.length === 0) expect(reached(site)).not.toContain(host);
});
