import { OpenAiCompatible } from "../../../../src/constructs/agents/hosted-endpoints";
import { Agents, type AgentsProps } from "../../../../src/constructs/mattermost/features/agents";
import type { IMattermostServer } from "../../../../src/constructs/mattermost/mattermost-reference";
import { fromPostgresAttributes } from "../../../../src/constructs/postgres/foreign-postgres";
import { Connections } from "../../../../src/constructs/kubernetes/connections";
import { Secret } from "../../../../src/constructs/kubernetes/secret";
import { problemCodes, testStack } from "../../../support/synth";

function bound(
  props: (endpoint: OpenAiCompatible) => Partial<AgentsProps> = () => ({}),
  server: Partial<IMattermostServer["mattermost"]> = {},
  worksOffline = true,
) {
  const stack = testStack();
  const apiKey = Secret.fromName(stack, "Key", { name: "llm" }).key("secret");
  const endpoint = new OpenAiCompatible(stack, "Llm", {
    name: "local",
    url: "http://llm:8000",
    model: "m",
    worksOffline,
    apiKey,
    dimensions: 768,
  });
  const agents = new Agents({
    endpoints: [{ endpoint }],
    agents: [{ name: "watch", displayName: "Watch", endpoint: "local" }],
    ...props(endpoint),
  });
  const mattermost = { version: "11.7.9", connectivity: "disconnected", ...server };
  return agents.bind({ node: stack.node, mattermost } as unknown as IMattermostServer);
}

const database = (extensions: readonly string[]) => {
  const stack = testStack();
  return fromPostgresAttributes(stack, "Database", {
    writer: { host: "db.outpost.example" },
    database: "mattermost",
    credentials: Secret.fromName(stack, "Login", { name: "login" }),
    majorVersion: 18,
    extensions,
  });
};

test("the environment switches the plugin on and holds no key; the rest is written over its API", () => {
  const { plugins, setup, env } = bound();
  expect(plugins).toEqual({ "mattermost-ai": { enabled: true } });
  expect(env).toBeUndefined();
  expect(setup?.steps.map(({ id }) => id)).toEqual(["configuration", "fallbacks", "agents"]);
  expect(setup?.steps[0]).toMatchObject({
    merge: {
      services: [
        { name: "local", type: "openaicompatible", apiURL: "http://llm:8000", useResponsesAPI: false },
      ],
      webSearch: { enabled: false },
      allowNativeWebSearchInChannels: false,
      allowUnsafeLinks: false,
      mcp: { servers: [] },
    },
  });
  expect(Object.keys(setup?.secrets ?? {})).toEqual(["service-local"]);
  expect(JSON.stringify(setup?.steps)).not.toMatch(/"id":"[a-z0-9]{26}"/);
});

test("search asks for a new index when the model changes, not when its key does", () => {
  const { setup } = bound((endpoint) => ({ search: { endpoint, database: database(["vector"]) } }));
  const step = setup?.steps[0];
  const paths = step?.kind === "document" ? (step.whenChanged?.[0]?.paths ?? []) : [];
  expect(paths).toContain("embeddingSearchConfig.embeddingProvider.parameters.embeddingModel");
  expect(paths.join(" ")).not.toContain("apiKey");
});

test.each<[string, string, () => unknown]>([
  ["HF3803", "a model outside", () => bound(() => ({}), {}, false)],
  [
    "HF3804",
    "a low licence",
    () =>
      bound((endpoint) => ({ search: { endpoint, database: database(["vector"]) } }), {
        licenceTier: "professional",
      }),
  ],
  [
    "HF3805",
    "an unknown endpoint",
    () => bound(() => ({ agents: [{ name: "watch", displayName: "W", endpoint: "gone" }] })),
  ],
  ["HF3806", "a circle", () => bound((endpoint) => ({ endpoints: [{ endpoint, fallback: "local" }] }))],
  ["HF3808", "no pgvector", () => bound((endpoint) => ({ search: { endpoint, database: database([]) } }))],
  ["HF3809", "an old server", () => bound(() => ({}), { version: "10.11.16" })],
])("%s: %s is refused", (code, _, act) => {
  expect(problemCodes(act)).toEqual([code]);
});

test("of tool servers, those inside are hosts that the servers may call at a private address", () => {
  const tools = (name: string, worksOffline: boolean) => ({
    name,
    url: `https://${name}.example:8443/mcp`,
    peer: new Connections(testStack(), name, { name, ports: [{ name: "tools", port: 8443 }] }),
    worksOffline,
  });
  const toolServers = [tools("tools-inside", true), tools("tools-outside", false)];
  const { internalHosts } = bound(() => ({ toolServers }), { connectivity: "connected" });
  expect(internalHosts).toEqual(["tools-inside.example"]);
});
