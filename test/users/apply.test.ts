import { mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runProgram } from "../../src/cli/program";
import { applyCommand, planCommand, readinessCommand } from "../../src/users/commands";
import { FakeKeycloak } from "./fake-keycloak";

const HEAD = "username,email,firstName,lastName,groups,requiredActions,offline";
const ENVIRONMENT = { HOLDFAST_ADMIN_USERNAME: "admin", HOLDFAST_ADMIN_PASSWORD: "right" };
const roster = (count: number) =>
  [
    HEAD,
    ...Array.from(
      { length: count },
      (_, n) =>
        `user.${n},user.${n}@outpost.example,A,B,${n % 2 ? "odd" : "even|all"},UPDATE_PROFILE,password|totp`,
    ),
  ].join("\n");

interface Result {
  readonly applied?: Readonly<Record<string, number>>;
  readonly plan?: { readonly counts: object; readonly missing: readonly string[] };
  readonly readiness?: object;
  readonly problems: readonly { readonly code: string; readonly path: string }[];
}

const NOTHING: Result = { problems: [] };

let folder: string;
let fake: FakeKeycloak;
let realmUrl: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "holdfast-users-"));
  fake = new FakeKeycloak();
  realmUrl = await fake.start();
});
afterEach(async () => {
  await fake.stop();
  rmSync(folder, { recursive: true });
});

function write(text: string): string {
  const file = join(folder, "roster.csv");
  writeFileSync(file, text);
  return file;
}

async function run(command: "plan" | "apply" | "readiness", text: string, more: object = {}) {
  const said = { out: "", err: "" };
  const terminal = {
    out: (line: string) => void (said.out += line),
    err: (line: string) => void (said.err += line),
    color: false,
    progress: false,
  };
  const options = {
    realmUrl,
    environment: ENVIRONMENT,
    retry: { attempts: 9, waitMs: 1 },
    secretsOut: join(folder, "secrets.csv"),
    resume: true,
    json: true,
    ...more,
  };
  const action = { plan: planCommand, apply: applyCommand, readiness: readinessCommand }[command];
  const exit = await action(write(text), options, terminal);
  const result = options.json ? (JSON.parse(said.out) as Result) : NOTHING;
  return { exit, ...said, result, codes: result.problems.map(({ code }) => code) };
}

const passwords = () =>
  new Map(
    readFileSync(join(folder, "secrets.csv"), "utf8")
      .split("\n")
      .slice(1, -1)
      .map((line) => line.split(",") as [string, string]),
  );

/** Everybody is there, whole, with the password that the file tells. */
function expectComplete(count: number) {
  const told = passwords();
  expect(fake.users.size).toBe(count);
  for (const [n, user] of [...fake.users.values()]
    .sort((a, b) => (a.username < b.username ? -1 : 1))
    .entries()) {
    const number = Number(user.username.slice(5));
    expect([...user.groups].sort()).toEqual(number % 2 ? ["odd"] : ["all", "even"]);
    expect(user.requiredActions).toEqual(["CONFIGURE_TOTP", "UPDATE_PASSWORD", "UPDATE_PROFILE"]);
    expect(user).toMatchObject({ enabled: true, emailVerified: true, password: told.get(user.username) });
    expect(n).toBeLessThan(count);
  }
}

test("people are made once: a second run writes nothing", async () => {
  const first = await run("apply", roster(120));
  expect(first.result.applied).toEqual({
    groups: 3,
    created: 120,
    updated: 0,
    disabled: 0,
    unchanged: 0,
    oneTimePasswords: 120,
  });
  expectComplete(120);
  expect(first.err).toContain("applied 60 of 120 people\n");
  const before = fake.snapshot();
  fake.seen.length = 0;
  const second = await run("apply", roster(120), { secretsOut: undefined });
  expect(second.result.applied).toMatchObject({ created: 0, updated: 0, unchanged: 120 });
  expect(fake.writes).toEqual([]);
  expect(fake.snapshot()).toEqual(before);
});

test("nothing is written while a row is wrong, or by a plan", async () => {
  expect((await run("apply", `${roster(3)}\nx,y,=z,,,,`)).exit).toBe(1);
  expect(fake.seen).toEqual([]);
  const { result } = await run("plan", roster(3));
  expect(result.plan?.counts).toMatchObject({ created: 3, groups: 3 });
  expect(fake.writes).toEqual([]);
});

test.each<[string, FakeKeycloak["fault"]]>([
  ["fails twice", (call) => (call % 7 < 2 ? 500 : undefined)],
  ["is busy", (call) => (call % 5 === 0 ? 429 : undefined)],
  ["resets connections", (call) => (call % 4 === 0 ? "reset" : undefined)],
  [
    "loses answers after the work is done",
    (call, what) => (what === "POST /users" && call % 5 === 0 ? "lost" : undefined),
  ],
  ["is slow", (call) => (call % 10 === 0 ? "slow" : undefined)],
])("a server that %s still gets everybody, once", async (_, fault) => {
  fake.fault = fault;
  const { exit, result } = await run("apply", roster(30));
  expect(result.problems).toEqual([]);
  expect(exit).toBe(0);
  expectComplete(30);
});

test("people leave groups that the roster made when it no longer lists them, and a stop in between is made good", async () => {
  await run("apply", roster(12));
  fake.groups.set("choir", "group-choir");
  for (const user of fake.users.values()) user.groups.add("choir");
  const moved = roster(12).replaceAll("even|all", "even");
  const asked = await run("plan", moved, { json: false });
  expect(asked.out).toContain("? user.0 would leave group all (--leave-groups)");
  await run("apply", moved);
  expect([...fake.users.values()].filter(({ groups }) => groups.has("all"))).toHaveLength(6);
  let left = 0;
  fake.fault = (_, what) => (what.startsWith("DELETE") && (left += 1) > 3 ? "reset" : undefined);
  expect((await run("apply", moved, { leaveGroups: true })).codes).toEqual(["HF4523"]);
  fake.fault = () => undefined;
  const { result } = await run("apply", moved, { leaveGroups: true });
  expect(result.applied).toMatchObject({ updated: 3, unchanged: 9 });
  for (const { groups } of fake.users.values()) {
    expect(groups.has("all")).toBe(false);
    expect(groups.has("choir")).toBe(true);
  }
  fake.seen.length = 0;
  await run("apply", moved, { leaveGroups: true });
  expect(fake.writes).toEqual([]);
  // One that the site file made leaves its last people only when it is named.
  const all = moved.replaceAll(",odd,", ",even,").replaceAll("even", "choir");
  await run("apply", all, { leaveGroups: true });
  expect([...fake.users.values()].every(({ groups }) => [...groups].join() === "choir")).toBe(true);
  const none = all.replaceAll("choir", "even");
  expect((await run("apply", none, { leaveGroups: true })).exit).toBe(0);
  expect([...fake.users.values()].every(({ groups }) => groups.has("choir"))).toBe(true);
  await run("apply", none, { leaveGroups: true, rosterGroups: ["choir"] });
  expect([...fake.users.values()].some(({ groups }) => groups.has("choir"))).toBe(false);
});

test("tokens that end early are renewed", async () => {
  fake.tokenUses = 7;
  expect((await run("apply", roster(40), { concurrency: 1 })).exit).toBe(0);
  expectComplete(40);
  expect(fake.tokens).toBeGreaterThan(5);
});

test.each([1, 3, 7, 12, 20, 25])("stopped after %i requests, the next run completes it", async (stop) => {
  fake.fault = (call) => (call > stop ? "reset" : undefined);
  const broken = await run("apply", roster(20));
  expect(broken.codes).toEqual(["HF4523"]);
  fake.fault = () => undefined;
  expect((await run("apply", roster(20))).exit).toBe(0);
  expectComplete(20);
});

test("an existing user gets what is missing and keeps the rest", async () => {
  fake.groups.set("even", "group-even");
  fake.add({
    username: "user.0",
    firstName: "Old",
    lastName: "B",
    requiredActions: ["UPDATE_PROFILE"],
    attributes: { position: ["pilot"] },
    groups: new Set(["even"]),
  });
  const { result } = await run("apply", roster(1));
  expect(result.applied).toMatchObject({ created: 0, updated: 1, groups: 1 });
  expect([...fake.users.values()]).toMatchObject([
    {
      firstName: "A",
      emailVerified: true,
      attributes: { position: ["pilot"] },
      requiredActions: ["CONFIGURE_TOTP", "UPDATE_PASSWORD", "UPDATE_PROFILE"],
      groups: new Set(["even", "all"]),
      password: passwords().get("user.0"),
    },
  ]);
});

test("who is missing is disabled only on demand, and never a kept or a directory's user", async () => {
  for (const username of ["gone", "kept"]) fake.add({ username });
  fake.add({ username: "ldap", federationLink: "directory" });
  const enabled = () =>
    [...fake.users.values()].filter((user) => user.enabled).map(({ username }) => username);
  expect((await run("plan", roster(1))).result.plan?.missing).toEqual(["gone", "kept"]);
  await run("apply", roster(1));
  expect(enabled()).toContain("gone");
  const { result } = await run("apply", roster(1), { disableMissing: true, keep: ["kept"] });
  expect(result.applied).toMatchObject({ disabled: 1 });
  expect(enabled()).toEqual(["kept", "ldap", "user.0"]);
  expect(fake.users.size).toBe(4);
});

test("an address of somebody else stops everything; a refused person only that person", async () => {
  fake.add({ username: "other", email: "user.1@outpost.example" });
  expect((await run("apply", roster(3))).codes).toEqual(["HF4526"]);
  expect(fake.writes).toEqual([]);
  fake.users.clear();
  const { exit, result, codes } = await run("apply", `${roster(3)}\nodd.one,o@outpost.example,A,Refused,,,`);
  expect([exit, codes, result.problems[0]?.path]).toEqual([1, ["HF4525"], "odd.one"]);
  expect(result.applied).toMatchObject({ created: 3 });
});

describe("the file with one-time passwords", () => {
  const secrets = () => join(folder, "secrets.csv");

  test("is new and for its owner only; none of it is shown", async () => {
    const { out, err } = await run("apply", roster(2), { json: false });
    expect(statSync(secrets()).mode & 0o777).toBe(0o600);
    for (const password of [...passwords().values(), "right"]) expect(out + err).not.toContain(password);
    expect(new Set(passwords().values()).size).toBe(2);
  });

  test.each<[string, (file: string) => void, object]>([
    [
      "exists",
      (file) => {
        writeFileSync(file, "", { mode: 0o600 });
      },
      { resume: false },
    ],
    [
      "is a link",
      (file) => {
        symlinkSync(join(folder, "roster.csv"), file);
      },
      {},
    ],
    [
      "is open to others",
      (file) => {
        writeFileSync(file, "", { mode: 0o644 });
      },
      {},
    ],
    ["is in no folder", () => undefined, { secretsOut: "/nonexistent/secrets.csv" }],
  ])("is refused where it %s, before anything is written", async (_, prepare, more) => {
    prepare(secrets());
    expect((await run("apply", roster(1), more)).codes).toEqual(["HF4531"]);
    expect(fake.writes).toEqual([]);
  });

  test("is needed when somebody gets one", async () => {
    expect((await run("apply", roster(1), { secretsOut: undefined })).codes).toEqual(["HF4530"]);
  });

  test("goes on behind a torn line and uses again what it holds", async () => {
    writeFileSync(secrets(), "username,password\nuser.0,A2bcd-E3fgh-J4kmn-P5qrs\nuser.1,A2bc", {
      mode: 0o600,
    });
    await run("apply", roster(2));
    expect(fake.users.get("id-1")?.password).toBe("A2bcd-E3fgh-J4kmn-P5qrs");
    expect(passwords().get("user.1")).toBe(fake.users.get("id-2")?.password);
    expect(fake.users.get("id-2")?.password).toHaveLength(23);
  });
});

test.each([
  ["a wrong credential", { environment: { ...ENVIRONMENT, HOLDFAST_ADMIN_PASSWORD: "secret-x" } }, "HF4524"],
  ["no credential", { environment: {} }, "HF4521"],
  ["half a credential", { environment: { HOLDFAST_ADMIN_CLIENT_ID: "secret-x" } }, "HF4521"],
  ["a missing file", { credentialFile: "/nonexistent/x" }, "HF4521"],
  ["plain http to another host", { realmUrl: "http://keycloak.outpost.example/realms/x" }, "HF4520"],
  ["an address with a password", { realmUrl: "https://a:secret-x@keycloak.example/realms/x" }, "HF4520"],
  ["an address without a realm", { realmUrl: "https://keycloak.example/" }, "HF4520"],
  ["no authority", { ca: "/nonexistent/ca.crt" }, "HF4522"],
  ["nobody listening", { realmUrl: "http://127.0.0.1:1/realms/x" }, "HF4523"],
])("%s ends in a problem that tells no secret", async (_, more, code) => {
  const { out, codes } = await run("plan", roster(1), more);
  expect(codes).toEqual([code]);
  expect(out).not.toContain("secret-x");
});

test("a client's credential from a file is taken", async () => {
  const credentialFile = join(folder, "admin.json");
  writeFileSync(credentialFile, '{"clientId": "provisioner", "clientSecret": "right"}');
  expect((await run("plan", roster(1), { credentialFile, environment: {} })).exit).toBe(0);
});

test("readiness names each person and why", async () => {
  const ready = { password: "x", emailVerified: true };
  fake.add({ username: "user.0", ...ready });
  fake.add({ username: "ldap", federationLink: "directory", emailVerified: true });
  fake.add({ username: "off", ...ready, enabled: false });
  fake.add({ username: "cloud", emailVerified: true, links: [{ identityProvider: "entra" }] });
  fake.add({ username: "empty", emailVerified: true, email: "" });
  fake.add({ username: "mail", password: "x", requiredActions: ["VERIFY_EMAIL"] });
  const terminal = { out: "", err: "" };
  const all = await runReadiness(terminal);
  expect(all).toEqual({
    total: 6,
    ready: 2,
    inDirectory: 1,
    notReady: [
      { username: "cloud", reasons: ["only-federated"] },
      { username: "empty", reasons: ["no-email", "no-credential"] },
      { username: "mail", reasons: ["action-needs-mail", "linking-needs-verified-email"] },
      { username: "off", reasons: ["disabled"] },
    ],
  });
  const listed = await run("readiness", roster(2));
  expect(listed.exit).toBe(1);
  expect(listed.result.readiness).toMatchObject({
    total: 2,
    notReady: [{ username: "user.1", reasons: ["missing"] }],
  });
});

async function runReadiness(said: { out: string; err: string }): Promise<unknown> {
  const terminal = {
    out: (line: string) => void (said.out += line),
    err: (line: string) => void (said.err += line),
    color: false,
    progress: false,
  };
  await readinessCommand(undefined, { realmUrl, environment: ENVIRONMENT, json: true }, terminal);
  return (JSON.parse(said.out) as { readiness: unknown }).readiness;
}

test.each([
  [["users", "plan", "--realm-url", "x"], /missing required argument/],
  [["users", "plan", "r.csv"], /--realm-url/],
  [["users", "apply", "r.csv", "--realm-url", "x", "--concurrency", "99"], /whole number from 1 to 16/],
  [["users", "apply", "r.csv", "--realm-url", "x", "--password", "y"], /unknown option/],
])("%j is misuse", async (args, words) => {
  let err = "";
  const terminal = {
    out: () => undefined,
    err: (text: string) => void (err += text),
    color: false,
    progress: false,
  };
  expect(await runProgram(args, terminal, { version: "1", debug: false })).toBe(2);
  expect(err).toMatch(words);
});
