import assert from "node:assert/strict";
import type { MattermostStub } from "../../../support/mattermost-stub";
import { client } from "../../local-api";
import type { RealServer } from "./real-server";

interface Thing {
  readonly id: string;
  readonly name: string;
  readonly username: string;
  readonly token: string;
  readonly client_secret: string;
  readonly delete_at: number;
}

/** How many there are of each kind that the setup makes, by the names that a plan gives them. */
export type Census = Readonly<Record<string, number>>;

/**
 * Counts what the plan's runs left on the server, and proves that what the Secrets hold works there.
 * @param suffix what the plan's names end with
 */
export async function census(server: RealServer, secrets: MattermostStub, suffix = ""): Promise<Census> {
  const base = `http://127.0.0.1:${server.port}`;
  const local = client({ socket: server.socket });
  const list = async (path: string, call = local) =>
    (((await call("GET", `/api/v4/${path}`)) ?? []) as readonly Thing[]).filter(
      ({ delete_at }) => !(delete_at > 0),
    );
  const users = await list("users?per_page=200");
  const named = (name: string) => users.filter(({ username }) => username === name);
  const [setup] = named(`holdfast-setup${suffix}`);
  const [bot] = named(`weather${suffix}`);
  const teams = (await list("teams?per_page=200")).filter(({ name }) => name === `operations${suffix}`);
  const team = teams[0]?.id ?? "";
  const channels = await list(`teams/${team}/channels/private?per_page=200`);
  const incoming = await list(`hooks/incoming?team_id=${team}&per_page=200`);
  const outgoing = await list(`hooks/outgoing?team_id=${team}&per_page=200`);
  const commands = await list(`commands?team_id=${team}&custom_only=true`);
  const own = await list(`users/${setup?.id ?? ""}/tokens`);
  const { token, id } = (await local("POST", `/api/v4/users/${setup?.id ?? ""}/tokens`, {
    description: "census",
  })) as Thing;
  const admin = client({ base, token });
  const apps = (await list("oauth/apps?per_page=200", admin)).filter(({ name }) => name === `map${suffix}`);
  await admin("POST", "/api/v4/users/tokens/revoke", { token_id: id });

  const held = Object.values(secrets.secrets)
    .flatMap((values) => Object.values(values))
    .map((value) => Buffer.from(value, "base64").toString());
  for (const value of [outgoing[0]?.token, commands[0]?.token, apps[0]?.client_secret, apps[0]?.id])
    assert.ok(value && held.includes(value), "a Secret holds what the server gave");
  const me = (await client({ base, token: secrets.text("integration-weather", "token") })(
    "GET",
    "/api/v4/users/me",
  )) as Thing;
  assert.equal(me.id, bot?.id);
  const hook = held.find((value) => value.endsWith(`/hooks/${incoming[0]?.id ?? ""}`));
  const answer = await fetch(new URL(new URL(hook ?? "").pathname, base), {
    method: "POST",
    body: JSON.stringify({ text: "fair" }),
  });
  assert.equal(answer.status, 200, "the webhook of the Secret takes a message");

  return {
    accounts: named(`holdfast-setup${suffix}`).length,
    "helping administrators": named("holdfast-setup-second").length,
    "the account's tokens": own.length,
    teams: teams.length,
    channels: channels.length,
    bots: named(`weather${suffix}`).length,
    "the bot's tokens": (await list(`users/${bot?.id ?? ""}/tokens`)).length,
    "incoming webhooks": incoming.length,
    "outgoing webhooks": outgoing.length,
    commands: commands.length,
    applications: apps.length,
  };
}
