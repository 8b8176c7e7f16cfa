import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SETUP_PROGRAM } from "../../../../src/constructs/mattermost/setup/program.generated";
import { MattermostStub } from "../../../support/mattermost-stub";
import { runSetup, SETUP_FOLDER } from "../../../support/setup-run";

const DOCUMENT = {
  kind: "document",
  id: "config",
  read: "/plugins/assistant/config",
  write: { method: "PUT", path: "/plugins/assistant/config" },
  merge: { mode: "new", apiKey: { $secret: "key" }, services: [{ name: "local", model: "small" }] },
  lists: { services: { key: "name" } },
  whenChanged: [
    { paths: ["services.local.model"], call: { method: "POST", path: "/plugins/assistant/reindex" } },
  ],
};
const BOT = {
  kind: "bot",
  id: "bot",
  username: "weather",
  displayName: "Weather",
  description: "",
  teams: [],
  channels: [],
  token: { secret: "weather", key: "token" },
};
const HOOK = {
  kind: "incoming-webhook",
  id: "hook",
  channel: "ops/weather",
  displayName: "Reports",
  description: "",
  locked: true,
  url: { secret: "weather", key: "url" },
  base: "http://chat:8065",
};

let folder: string;
let stub: MattermostStub;
let addresses: { readonly server: string; readonly kubernetes: string };

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "setup-"));
  mkdirSync(join(folder, "secrets"));
  writeFileSync(join(folder, "secrets", "key"), "hidden-value");
  writeFileSync(join(folder, "token"), "cluster");
  stub = new MattermostStub();
  Object.assign(stub.secrets, { memory: {}, weather: {} });
  addresses = await stub.start(join(folder, "socket"));
});

afterEach(() => {
  stub.stop();
  rmSync(folder, { recursive: true });
});

async function run(steps: readonly object[], patience = "20") {
  const plan = {
    server: addresses.server,
    namespace: "outpost",
    memory: "memory",
    account: { username: "holdfast-setup", domain: "chat.outpost.example" },
    secrets: { "test/key": "key" },
    contributions: [{ name: "test", steps }],
  };
  writeFileSync(join(folder, "plan.json"), JSON.stringify(plan));
  stub.writes.length = 0;
  return runSetup({ folder, kubernetes: addresses.kubernetes, patienceSeconds: patience });
}

const OPENSSL = "openssl";

function certificate(name: string): string {
  const [key, crt] = [join(folder, `${name}.key`), join(folder, `${name}.crt`)];
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
  const args = ["req", "-x509", ...curve, "-subj", `/CN=${name}`, "-keyout", key, "-out", crt];
  if (!existsSync(crt)) execFileSync(OPENSSL, args, { stdio: "ignore" });
  return readFileSync(crt, "utf8").trim();
}

/** What a run wrote, without the comings and goings of its own account. */
function changes(): readonly string[] {
  return stub.writes.filter((each) => !/tokens|roles/.test(each));
}

test("the module holds the program as it is", () => {
  const files = Object.fromEntries(
    readdirSync(SETUP_FOLDER).map((file) => [file, readFileSync(join(SETUP_FOLDER, file), "utf8")]),
  );
  expect(SETUP_PROGRAM).toEqual(files);
});

test("makes what is missing; a second run changes nothing and no token of its own is left", async () => {
  const steps = [DOCUMENT, BOT, HOOK];
  const first = await run(steps);
  expect(first).toEqual({ code: 0, output: expect.stringContaining("done") as string });
  expect(stub.document).toMatchObject({ mode: "new", apiKey: "hidden-value" });
  expect(stub.writes).toContain("POST /plugins/assistant/reindex");
  expect(stub.text("weather", "url")).toBe(`http://chat:8065/hooks/${String(stub.hooks[0]?.id)}`);
  const token = stub.text("weather", "token")!;
  expect(stub.tokens.map((each) => each.token)).toEqual([token]);

  const second = await run(steps);
  expect([second.code, changes()]).toEqual([0, []]);
  expect(stub.text("weather", "token")).toBe(token);
  expect(first.output + second.output).not.toMatch(new RegExp(`hidden-value|${token}|/hooks/id`));
});

test("writes a masked secret again only when it is another one", async () => {
  await run([DOCUMENT]);
  writeFileSync(join(folder, "secrets", "key"), "another-value");
  await run([DOCUMENT]);
  expect([changes(), stub.document.apiKey]).toEqual([["PUT /plugins/assistant/config"], "another-value"]);
});

test("keeps what others wrote into the document", async () => {
  stub.document = { theirs: 1, mode: "old", apiKey: "", services: [{ name: "other", model: "big" }] };
  await run([DOCUMENT]);
  expect(stub.document).toMatchObject({
    theirs: 1,
    services: [
      { name: "other", model: "big" },
      { name: "local", model: "small" },
    ],
  });
});

test("a run that died after a change still makes the request that follows it", async () => {
  stub.interfere = (method, path) =>
    `${method} ${path}` === "POST /plugins/assistant/reindex" ? { status: 400, body: {} } : undefined;
  expect((await run([DOCUMENT])).code).toBe(1);
  stub.interfere = () => undefined;
  await run([DOCUMENT]);
  expect(changes()).toEqual(["POST /plugins/assistant/reindex"]);
  await run([DOCUMENT]);
  expect(changes()).toEqual([]);
});

test("waits while servers and plugins are not ready, and reads again after a conflict", async () => {
  const refusals = [503, 404, 409];
  stub.interfere = (_, path) => {
    const status = path.startsWith("/plugins/assistant/config") ? refusals.shift() : undefined;
    return status === undefined ? undefined : { status, body: { message: "not now" } };
  };
  expect((await run([DOCUMENT])).code).toBe(0);
  expect(refusals).toEqual([]);
});

test("gives up with the server's words, and takes its token back", async () => {
  stub.interfere = (method, path) =>
    `${method} ${path}` === "POST /api/v4/hooks/incoming"
      ? { status: 403, body: { message: "not allowed" } }
      : undefined;
  const { code, output } = await run([HOOK]);
  expect([code, output]).toEqual([1, "test/hook: POST /api/v4/hooks/incoming: answered 403, not allowed\n"]);
  expect(stub.tokens).toEqual([]);
});

test("a server that never answers ends the run when its patience does", async () => {
  stub.interfere = () => ({ status: 503, body: {} });
  const { code, output } = await run([HOOK], "1");
  expect([code, output]).toEqual([1, expect.stringContaining("answered 503") as string]);
});

test("brings the provider's certificate once, again when it is another one or was lost", async () => {
  const step = { kind: "saml-certificate", id: "saml", certificate: { $secret: "key" } };
  const bring = async (pem: string) => {
    writeFileSync(join(folder, "secrets", "key"), pem);
    const { code } = await run([step]);
    return [code, changes().filter((each) => each.includes("saml")).length];
  };
  expect(await bring(certificate("one"))).toEqual([0, 1]);
  expect(stub.certificate).toContain('name="certificate"; filename="saml-idp.crt"');
  expect(stub.certificate).toContain(certificate("one"));
  expect(await bring(certificate("one"))).toEqual([0, 0]);
  expect(await bring(certificate("two"))).toEqual([0, 1]);
  stub.certificate = undefined;
  expect(await bring(certificate("two"))).toEqual([0, 1]);
  expect(await bring("hidden-value")).toEqual([1, 0]);
});

test("dismisses the helping administrator of a run that was killed, and nobody else of its name", async () => {
  const removed = (email: string): Promise<readonly string[]> => {
    stub.users.splice(0, stub.users.length, { id: "left", username: "holdfast-setup-second", email });
    stub.writes.length = 0;
    return run([]).then(() => stub.writes.filter((write) => write.startsWith("DELETE")));
  };
  stub.interfere = (method, path) => {
    if (method !== "DELETE" || path !== "/api/v4/users/left") return undefined;
    stub.writes.push(`${method} ${path}`);
    return {};
  };
  expect(await removed("holdfast-setup-second@chat.outpost.example")).toEqual(["DELETE /api/v4/users/left"]);
  expect(await removed("someone@outpost.example")).toEqual([]);
});

test("finds what it made behind hundreds that others made", async () => {
  const others = Array.from({ length: 450 }, (_, at) => ({ id: `other${at}`, display_name: `Other ${at}` }));
  stub.hooks.push(...others);
  await run([HOOK]);
  stub.secrets.memory = {};
  await run([HOOK]);
  expect(stub.hooks.length).toBe(others.length + 1);
});

test("never takes over what belongs to a person", async () => {
  stub.users.push({
    id: "p",
    username: "weather",
    email: "w@people.example",
    auth_service: "",
    is_bot: false,
  });
  stub.hooks.push({ id: "h", display_name: "Reports", user_id: "p" });
  expect((await run([BOT])).output).toContain("the account weather is a person's");
  expect((await run([HOOK])).output).toContain("belongs to somebody else");
  expect(stub.hooks).toEqual([{ id: "h", display_name: "Reports", user_id: "p" }]);
});

test("renames in place, and takes back what is declared no more", async () => {
  await run([HOOK]);
  const [before] = stub.hooks.map(({ id }) => id);
  await run([{ ...HOOK, displayName: "News" }]);
  expect(stub.hooks).toMatchObject([{ id: before, display_name: "News" }]);
  await run([]);
  expect(stub.hooks).toEqual([]);
});
