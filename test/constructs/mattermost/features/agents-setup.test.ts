import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EmbeddingReference, LlmReference } from "../../../../src/constructs/agents/llm-endpoint";
import { Secret } from "../../../../src/constructs/kubernetes/secret";
import {
  agentsSetup,
  type AgentsConfiguration,
} from "../../../../src/constructs/mattermost/features/agents-setup";
import { setupPlan } from "../../../../src/constructs/mattermost/setup/setup-plan";
import type { AgentsRelease } from "../../../support/agents-plugin-stub";
import { MattermostStub } from "../../../support/mattermost-stub";
import { runSetup } from "../../../support/setup-run";
import { testStack } from "../../../support/synth";

const CONFIG = "/plugins/mattermost-ai/admin/config";
const REINDEX = "POST /plugins/mattermost-ai/admin/reindex";
const NEW: AgentsRelease = { givesIds: true, masks: true, knowsElementType: true };
const OLD: AgentsRelease = { givesIds: false, masks: false, knowsElementType: false };

const stack = testStack();
const apiKey = Secret.fromName(stack, "Key", { name: "llm" }).key("secret");
const memory = Secret.fromName(stack, "Memory", { name: "memory" });

const llm = (name: string, more: Partial<LlmReference> = {}): LlmReference => ({
  name,
  protocol: "openaicompatible",
  url: `http://${name}:8000`,
  model: "small",
  apiKey,
  contextTokens: 8192,
  outputTokens: 1024,
  timeoutSeconds: 60,
  worksOffline: true,
  ...more,
});

const embedding: EmbeddingReference = {
  name: "vectors",
  protocol: "openaicompatible",
  url: "http://vectors:8000",
  model: "bge-m3",
  dimensions: 1024,
  apiKey,
  worksOffline: true,
};

const whole = (more: Partial<AgentsConfiguration> = {}): AgentsConfiguration => ({
  services: [{ llm: llm("first"), fallback: "second" }, { llm: llm("second") }],
  agents: [
    { name: "watch", displayName: "Watch", endpoint: "first" },
    { name: "scribe", displayName: "Scribe", endpoint: "second" },
  ],
  search: { embedding, elementType: "vector" },
  meetings: "scribe",
  toolServers: [{ name: "maps", url: "http://maps:8080/mcp", authorization: apiKey }],
  webSearch: false,
  ...more,
});

let folder: string;
let stub: MattermostStub;
let addresses: { readonly server: string; readonly kubernetes: string };

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "agents-"));
  mkdirSync(join(folder, "secrets", "llm"), { recursive: true });
  bringKey("hidden-value");
  writeFileSync(join(folder, "token"), "cluster");
  stub = new MattermostStub();
  stub.secrets.memory = {};
  addresses = await stub.start(join(folder, "socket"));
});

afterEach(() => {
  stub.stop();
  rmSync(folder, { recursive: true });
});

function bringKey(value: string): void {
  writeFileSync(join(folder, "secrets", "llm", "secret"), value);
}

/** Runs the program with the rendered plan; gives what was written to the plugin. */
async function run(configuration: AgentsConfiguration): Promise<readonly string[]> {
  const contributions = [agentsSetup(configuration)];
  const { kubernetes, server } = addresses;
  const domain = "chat.outpost-kestrel.example";
  writeFileSync(
    join(folder, "plan.json"),
    setupPlan({ contributions, server, namespace: "outpost", memory, domain }),
  );
  stub.writes.length = 0;
  const { code, output } = await runSetup({ folder, kubernetes });
  expect(output).not.toContain("hidden-value");
  return code === 0 ? stub.writes.filter((each) => each.includes("mattermost-ai")) : [output];
}

test.each([
  ["newer", NEW],
  ["older", OLD],
])("a %s plugin gets the whole document; a second run writes nothing", async (_name, release) => {
  stub.agentsPlugin.release = release;
  expect((await run(whole())).filter((each) => each === REINDEX)).toEqual([REINDEX]);
  const { agents, document, services } = stub.agentsPlugin;
  const [first, second] = services.map(({ id }) => id);
  expect(new Set([first, second, undefined]).size).toBe(3);
  expect(document).toMatchObject({
    services: [
      { name: "first", apiKey: "hidden-value", apiURL: "http://first:8000", fallbackServiceID: second },
      { name: "second", apiKey: "hidden-value" },
    ],
    transcriptBackend: "scribe",
    enableCallSummary: true,
    webSearch: { enabled: false },
    mcp: { servers: [{ name: "maps", headers: { Authorization: "hidden-value" } }] },
    embeddingSearchConfig: {
      vectorStore: { type: "pgvector", parameters: {} },
      embeddingProvider: { parameters: { embeddingModel: "bge-m3", apiKey: "hidden-value" } },
    },
  });
  expect(agents).toMatchObject([
    { name: "watch", serviceID: first },
    { name: "scribe", serviceID: second },
  ]);
  expect(await run(whole())).toEqual([]);
});

test("a key that changed is written, and neither the others nor the index are touched", async () => {
  await run(whole());
  bringKey("another-value");
  expect(await run(whole())).toEqual([`PUT ${CONFIG}`]);
  expect(stub.agentsPlugin.services.map((each) => each.apiKey)).toEqual(["another-value", "another-value"]);
});

test("another model asks for a new index, and a run that died before it leaves that to the next", async () => {
  await run(whole());
  const changed = whole({
    search: { embedding: { ...embedding, model: "nomic", dimensions: 768 }, elementType: "vector" },
  });
  stub.interfere = (method, path) =>
    `${method} ${path}` === REINDEX ? { status: 400, body: { message: "died" } } : undefined;
  expect((await run(changed)).join()).toContain("answered 400, died");
  stub.interfere = () => undefined;
  expect(await run(changed)).toEqual([REINDEX]);
  expect(await run(changed)).toEqual([]);
});

test("removes services and tool servers that are declared no more; agents that people made stay", async () => {
  await run(whole());
  stub.agentsPlugin.agents.push({ id: "own", name: "theirs" });
  const less = whole({
    services: [{ llm: llm("first") }],
    agents: [{ name: "watch", displayName: "Watch", endpoint: "first" }],
    meetings: undefined,
    toolServers: [],
  });
  await run(less);
  const { agents, document, services } = stub.agentsPlugin;
  expect(services.map(({ name }) => name)).toEqual(["first"]);
  expect(document).toMatchObject({ enableCallSummary: false });
  expect(JSON.stringify(document)).not.toMatch(/maps|scribe/);
  expect(agents.map(({ name }) => name)).toContain("theirs");
  expect(await run(less)).toEqual([]);
});

test("waits for a plugin that has not started yet", async () => {
  let answers = 0;
  stub.interfere = (_method, path) => (path === CONFIG && ++answers <= 2 ? { status: 404 } : undefined);
  expect(await run(whole())).toContain(`PUT ${CONFIG}`);
});
