import assert from "node:assert/strict";
import { client } from "../local-api";
import type { Part } from "../part";
import { census } from "./setup/census";
import { killedEverywhere } from "./setup/killed-runs";
import { RealServer } from "./setup/real-server";
import { SetupProgram } from "./setup/setup-program";

const OPEN_BUILD = "the open build of 11.10.0 without a licence, its plugins and the web app";

interface State {
  readonly server: RealServer;
  readonly setup: SetupProgram;
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
    return { server, setup: await SetupProgram.open(ctx, server) };
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
      async run(_ctx, { setup }) {
        const first = await setup.run();
        assert.match(first.stdout, /made \/weather/);
        const keys = Object.entries(setup.secrets.secrets).map(
          ([name, values]) => `${name}: ${Object.keys(values).join(" ")}`,
        );
        assert.equal(keys.length, 6, keys.join("\n"));
        assert.equal((await setup.run()).stdout, "done\n");
      },
    },
    {
      name: "the bot's token works, the bot is no administrator, and the run's own token is gone",
      level: "P4",
      async run(_ctx, { server, setup }) {
        const api = client({
          base: `http://127.0.0.1:${server.port}`,
          token: setup.secrets.text("integration-weather", "token"),
        });
        const me = (await api("GET", "/api/v4/users/me")) as Account;
        assert.deepEqual([me.username, me.roles], ["weather", "system_user"]);
        const local = client({ socket: server.socket });
        const account = (await local("GET", "/api/v4/users/username/holdfast-setup")) as Account;
        assert.deepEqual(await local("GET", `/api/v4/users/${account.id}/tokens`), []);
      },
    },
    {
      name: "killed after each of its writes and run again, the setup makes nothing twice and its Secrets work",
      level: "P4",
      note: OPEN_BUILD,
      async run(ctx, { server, setup }) {
        await killedEverywhere(ctx, server, await census(server, setup.secrets));
      },
    },
    {
      name: "takes the SAML provider's certificate once, and not a second time",
      level: "P4",
      note: `${OPEN_BUILD}; nobody signs in by SAML without a licence`,
      async run(_ctx, { setup }) {
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
        assert.match((await setup.run(bring)).stdout, /brought the provider's certificate/);
        assert.equal((await setup.run(bring)).stdout, "done\n");
      },
    },
    {
      name: "a bot that is declared no more is disabled, its webhook gone, and the server lives",
      level: "P4",
      async run(_ctx, { server, setup }) {
        const { stdout } = await setup.run((text) => {
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
