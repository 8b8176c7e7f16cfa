import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Testing } from "cdktf";
import { MattermostStub } from "../../support/mattermost-stub";
import type { Context } from "../context";
import { client } from "../local-api";
import type { Part } from "../part";
import { run, type RunResult } from "../toolchain/process";
import { RealServer } from "./setup/real-server";
import { integrationStack, setupOf, type StackJson } from "./setup/rendered";

const OPEN_BUILD = "the open build of 11.10.0 without a licence, its plugins and the web app";

interface State {
  readonly server: RealServer;
  readonly secrets: MattermostStub;
  /** Runs the setup's program with its companion; the plan may be changed first. */
  readonly setUp: (change?: (plan: string) => string) => Promise<RunResult>;
}

interface Account {
  readonly id: string;
  readonly username: string;
  readonly roles: string;
  readonly is_bot?: boolean;
}

export const part: Part<State> = {
  name: "mattermost-server",
  title: "The real Mattermost server with the edge's rendered environment, and its setup",
  needs: ["debian"],
  proves: ["MattermostServer", "MattermostSetup", "Integrations"],
  inOrder: true,
  async prepare(ctx) {
    const server = await RealServer.start(ctx);
    const secrets = new MattermostStub();
    const { kubernetes } = await secrets.start(join(ctx.tmp("stub"), "socket"));
    ctx.ending({
      stop: () => {
        secrets.stop();
        return Promise.resolve();
      },
    });
    return { server, secrets, setUp: program(ctx, server, secrets, kubernetes) };
  },
  checks: [
    {
      name: "boots with the rendered environment; every setting reads back as it was written",
      level: "P4",
      note: `${OPEN_BUILD}; addresses, the file store and what needs a licence are this machine's`,
      async run(_ctx, { server }) {
        const config = await server.configuration();
        const settings = Object.entries(server.environment).filter(([name]) => config.has(name));
        const wrong = settings
          .filter(([name, value]) => !isEqual(config.get(name), value))
          .map(([name]) => name);
        assert.deepEqual(wrong, []);
        assert.ok(settings.length > 100, `${settings.length} settings`);
      },
    },
    {
      name: "the setup's program makes bot, webhooks, command and application; a second run changes nothing",
      level: "P4",
      note: OPEN_BUILD,
      async run(_ctx, { secrets, setUp }) {
        const first = await setUp();
        assert.match(first.stdout, /made \/weather/);
        const keys = Object.entries(secrets.secrets).map(
          ([name, values]) => `${name}: ${Object.keys(values).join(" ")}`,
        );
        assert.equal(keys.length, 6, keys.join("\n"));
        assert.equal((await setUp()).stdout, "done\n");
      },
    },
    {
      name: "the bot's token works, the bot is no administrator, and the run's own token is gone",
      level: "P4",
      async run(_ctx, { server, secrets }) {
        const api = client({
          base: `http://127.0.0.1:${server.port}`,
          token: secrets.text("integration-weather", "token"),
        });
        const me = (await api("GET", "/api/v4/users/me")) as Account;
        assert.deepEqual([me.username, me.roles], ["weather", "system_user"]);
        const local = client({ socket: server.socket });
        const account = (await local("GET", "/api/v4/users/username/holdfast-setup")) as Account;
        assert.deepEqual(await local("GET", `/api/v4/users/${account.id}/tokens`), []);
      },
    },
    {
      name: "takes the SAML provider's certificate once, and not a second time",
      level: "P4",
      note: `${OPEN_BUILD}; nobody signs in by SAML without a licence`,
      async run(_ctx, { setUp }) {
        const bring = (text: string): string => {
          const plan = JSON.parse(text) as { contributions: object[]; secrets: Record<string, string> };
          const certificate = { $secret: "certificate" };
          plan.secrets["single-sign-on/certificate"] = "provider.crt";
          plan.contributions.push({
            name: "single-sign-on",
            steps: [{ kind: "saml-certificate", id: "certificate", certificate }],
          });
          return JSON.stringify(plan);
        };
        assert.match((await setUp(bring)).stdout, /brought the provider's certificate/);
        assert.equal((await setUp(bring)).stdout, "done\n");
      },
    },
    {
      name: "a bot that is declared no more is disabled, its webhook gone, and the server lives",
      level: "P4",
      async run(_ctx, { server, setUp }) {
        const { stdout } = await setUp((text) => {
          const plan = JSON.parse(text) as { contributions: { steps: { kind: string }[] }[] };
          for (const each of plan.contributions)
            each.steps = each.steps.filter(({ kind }) => kind !== "bot" && kind !== "incoming-webhook");
          return JSON.stringify(plan);
        });
        assert.equal(stdout.match(/removed, since/g)?.length, 2, stdout);
        const local = client({ socket: server.socket });
        const bots = (await local("GET", "/api/v4/bots")) as readonly Account[];
        assert.ok(!bots.some(({ username }) => username === "weather"));
      },
    },
    {
      name: "with no people yet, the first person still becomes administrator",
      level: "P4",
      async run(_ctx, { server }) {
        const local = client({ socket: server.socket });
        const person = (await local("POST", "/api/v4/users", {
          username: "watch",
          email: "watch@outpost-kestrel.example",
          password: "a-Long-passw0rd-of-watch!",
        })) as Account;
        assert.match(person.roles, /system_admin/);
      },
    },
  ],
};

function program(
  ctx: Context,
  server: RealServer,
  secrets: MattermostStub,
  kubernetes: string,
): State["setUp"] {
  const stack = integrationStack({ namespace: "outpost-kestrel" });
  const { companion, files } = setupOf(JSON.parse(Testing.synth(stack)) as StackJson);
  const plan = JSON.parse(files["plan.json"] ?? "{}") as { server: string; memory: string };
  const names = [...(files["plan.json"] ?? "").matchAll(/"secret": "([^"]+)"/g)].map(
    ([, name]) => name ?? "",
  );
  for (const name of [plan.memory, ...names]) secrets.secrets[name] = {};
  let runs = 0;
  return async (change = (text) => text) => {
    const folder = ctx.tmp("setup");
    const home = join(folder, "companion");
    mkdirSync(home);
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const here = JSON.stringify({ ...plan, server: `http://127.0.0.1:${server.port}` });
    writeFileSync(join(folder, "plan.json"), change(here));
    writeFileSync(join(folder, "token"), "token");
    writeFileSync(join(folder, "provider.crt"), server.certificate);
    const socket = join(home, "local.socket");
    const mark = `proof-${process.pid}-${++runs}`;
    const second = server.second(
      {
        ...server.expanded(companion),
        MM_SERVICESETTINGS_LISTENADDRESS: `127.0.0.1:${await ctx.freePort()}`,
        MM_SERVICESETTINGS_LOCALMODESOCKETLOCATION: socket,
        MM_FILESETTINGS_DIRECTORY: `${home}/data/`,
        HOLDFAST_HELPER: mark,
      },
      home,
    );
    const result = await run(process.execPath, [join(folder, "main.mjs")], {
      environment: {
        PLAN: join(folder, "plan.json"),
        SECRETS: folder,
        SOCKET: socket,
        HELPER_MARK: mark,
        KUBERNETES_API: kubernetes,
        KUBERNETES_TOKEN: join(folder, "token"),
      },
    });
    assert.equal(await second.exited, 0, "the companion ends with the work");
    // Waiting for the companion is this machine's pace, not a change.
    return { ...result, stdout: result.stdout.replace(/^socket .*\n/gm, "") };
  };
}

/** Equal as the server reads a variable: lists by spaces, maps as JSON. */
function isEqual(actual: unknown, written: string): boolean {
  if (Array.isArray(actual)) return actual.join(" ") === written;
  if (typeof actual === "object" && actual !== null)
    return JSON.stringify(sorted(actual)) === JSON.stringify(sorted(JSON.parse(written)));
  return String(actual) === written;
}

function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}
