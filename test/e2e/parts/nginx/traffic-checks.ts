import assert from "node:assert/strict";
import { waitFor } from "../../toolchain/wait";
import type { Answer } from "./client";
import { SITE_HOST } from "./proxy";
import type { World } from "./world";

const MEBIBYTE = 1024 * 1024;
const FIRST = "127.0.0.1";
/** Two lookups of the name, and some. */
const DISCOVERY_LIMIT_SECONDS = 15;

/** A request reaches a server with what NGINX knows of the client, and nothing that the client made up. */
export async function requestsPass({ client }: World): Promise<void> {
  const forged = {
    "X-Forwarded-For": "192.0.2.66",
    "X-Real-IP": "192.0.2.66",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "http",
    Forwarded: "for=192.0.2.66",
  };
  const { headers } = await client.seen("/api/v4/users/me", { headers: forged, from: "127.0.0.7" });
  assert.equal(headers.host, SITE_HOST);
  assert.equal(headers["x-forwarded-for"], "127.0.0.7");
  assert.equal(headers["x-real-ip"], "127.0.0.7");
  assert.equal(headers["x-forwarded-proto"], "https");
  assert.equal(headers["x-forwarded-host"], undefined);
  assert.equal(headers.forwarded, undefined);
}

/** HSTS is added, framing is left to the server, and the version isn't told. */
export async function responseHeadersAreRight({ client }: World): Promise<void> {
  const { headers } = await client.ask("/");
  assert.equal(headers["strict-transport-security"], "max-age=63072000");
  assert.equal(headers["x-frame-options"], "SAMEORIGIN, of the server");
  assert.equal(headers["content-security-policy"], undefined);
  assert.equal(headers.server, "nginx");
}

/** Plain HTTP only redirects; other names are refused on both ports; health answers on all three. */
export async function doorsAreRight({ client, proxy, plain }: World): Promise<void> {
  const { http, status } = proxy.ports;
  const redirected = await plain(http, "/team/channel?a=b", { headers: { Host: SITE_HOST } });
  assert.deepEqual(
    [redirected.status, redirected.headers.location],
    [301, `https://${SITE_HOST}/team/channel?a=b`],
  );
  assert.equal((await plain(http, "/")).status, 421);
  assert.equal((await client.ask("/", { headers: { Host: "other.example" } })).status, 421);
  assert.equal((await plain(http, "/healthz")).status, 200);
  assert.equal((await plain(status, "/healthz", { from: "127.0.0.7" })).status, 200);
  assert.equal((await client.ask("/healthz", { headers: { Host: "10.0.0.1" } })).body, "ok\n");
  assert.match((await plain(status, "/stub_status")).body, /Active connections: \d+/);
  assert.equal((await plain(status, "/stub_status", { from: "127.0.0.7" })).status, 403);
}

/** TLS 1.2 and 1.3, nothing older. */
export async function tlsIsModern({ client }: World): Promise<void> {
  assert.equal((await client.handshake("TLSv1.2")).protocol, "TLSv1.2");
  assert.equal((await client.handshake("TLSv1.3")).protocol, "TLSv1.3");
  await assert.rejects(client.handshake("TLSv1.1"), /alert protocol version/);
}

/** A body of exactly the limit passes, one byte more doesn't; neither is spooled to disk. */
export async function bodiesAreLimited({ client, proxy, maximumBody }: World): Promise<void> {
  const send = (bytes: number): Promise<Answer> => {
    return client.ask("/api/v4/files", { method: "POST", body: Buffer.alloc(bytes) });
  };
  const accepted = await send(maximumBody * MEBIBYTE);
  assert.equal((JSON.parse(accepted.body) as { bytes: number }).bytes, maximumBody * MEBIBYTE);
  assert.equal((await send(maximumBody * MEBIBYTE + 1)).status, 413);
  assert.doesNotMatch(proxy.errors(), /buffered to a temporary file/);
}

/** Pictures are cached for those with a session, static files for all, answers of the API never. */
export async function cachesHit(world: World): Promise<void> {
  const session = { headers: { Cookie: "MMAUTHTOKEN=t0ken" } };
  const timesServed = async (path: string, asking = {}): Promise<number> => {
    const before = world.requests(path).length;
    for (let i = 0; i < 6; i++) assert.equal((await world.client.ask(path, asking)).status, 200);
    return world.requests(path).length - before;
  };
  assert.equal(await timesServed("/api/v4/users/abc123/image", session), 2);
  assert.equal(await timesServed("/api/v4/users/abc123/image"), 6);
  assert.equal(await timesServed("/static/main.js"), 1);
  assert.equal(await timesServed("/api/v4/users/me", session), 6);
}

/** A client stays with its server while it lives, and is moved without an error when it dies. */
export async function clientsStick(world: World): Promise<void> {
  const { client } = world;
  const first = await client.ask("/");
  const cookie = first.headers["set-cookie"]?.[0] ?? "";
  for (const flag of ["httponly", "secure", "samesite=none", "path=/"])
    assert.ok(cookie.includes(flag), cookie);
  const bound = { headers: { Cookie: first.cookies[0] ?? "" } };
  const servers = async (asking = {}): Promise<readonly string[]> => {
    const seen = await Promise.all(Array.from({ length: 20 }, () => client.seen("/api/v4/posts", asking)));
    return [...new Set(seen.map((each) => each.server))];
  };
  const [home, ...others] = await servers(bound);
  assert.deepEqual(others, []);
  assert.ok((await servers()).length > 1, "without a cookie requests are spread");

  await world.killApplication(home ?? "");
  const after = await servers(bound);
  assert.ok(after.length > 0 && !after.includes(home ?? ""), `served by ${after.join()}`);
  await world.startApplication(home ?? "");
}

/** A server that appears behind the name gets requests, one that leaves it gets none. */
export async function serversAreFollowed(world: World): Promise<void> {
  await world.startApplication("127.0.0.4");
  world.names.answerWith([FIRST, "127.0.0.4"]);
  await waitFor(
    "requests at the new server and none at the old ones",
    async () => {
      const seen = await Promise.all(Array.from({ length: 12 }, () => world.client.seen("/")));
      const servers = new Set(seen.map((each) => each.server));
      return servers.has("127.0.0.4") && [...servers].every((each) => each === FIRST || each === "127.0.0.4");
    },
    DISCOVERY_LIMIT_SECONDS,
  );
}

/** A POST that a dying server may have seen is not sent to another; a GET is, once. */
export async function postsAreNotReplayed(world: World): Promise<void> {
  const post = world.client.ask("/post?hang", { method: "POST", body: Buffer.from("x") });
  await restartHolder(world, "/post?hang", 1);
  assert.equal((await post).status, 502);
  assert.equal(world.requests("/post?hang").length, 1);

  const get = world.client.ask("/get?hang");
  await restartHolder(world, "/get?hang", 1);
  await restartHolder(world, "/get?hang", 2);
  assert.equal((await get).status, 502);
  assert.equal(world.requests("/get?hang").length, 2);
}

/** Kills the server that was the nth to be asked, and starts it again. */
async function restartHolder(world: World, path: string, nth: number): Promise<void> {
  const seen = await waitFor(`request ${nth} for ${path}`, () => world.requests(path)[nth - 1], 10);
  await world.killApplication(seen.server);
  await world.startApplication(seen.server);
}

/** What failed is logged as JSON, without the query, which may hold codes and tokens; what went well is not. */
export function failuresAreLogged({ proxy }: World): Promise<void> {
  const log = proxy.accessLog();
  assert.ok(log.some((each) => each.status === "502" && each.path === "/post" && each.method === "POST"));
  assert.deepEqual(
    log.filter((each) => /^[123]/.test(each.status ?? "") || each.path?.includes("?")),
    [],
  );
  return Promise.resolve();
}
