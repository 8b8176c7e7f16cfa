import assert from "node:assert/strict";
import { pause, waitFor } from "../../toolchain/wait";
import { Client, type OpenWebSocket } from "./client";
import { SITE_HOST } from "./proxy";
import type { World } from "./world";

const SILENCE_SECONDS = 125;
/** Two lookups, five seconds apart, and some. */
const LOOKUP_LIMIT_SECONDS = 15;
const CROWD = 500;
const CROWD_SECONDS = 30;
/** What a worker has read is valid for ten seconds, whole ones. */
const RENEWAL_SECONDS = 12;

/** Opens WebSockets in groups, as clients come back after an outage. */
async function openMany(client: Client, count: number): Promise<readonly OpenWebSocket[]> {
  const open: OpenWebSocket[] = [];
  while (open.length < count) {
    const group = Array.from({ length: Math.min(100, count - open.length) }, () => client.openWebSocket());
    open.push(...(await Promise.all(group)));
  }
  return open;
}

/** Five hundred WebSockets at once, for half a minute, none lost. */
export async function crowdStaysConnected({ client }: World): Promise<void> {
  const sockets = await openMany(client, CROWD);
  const end = Date.now() + CROWD_SECONDS * 1000;
  for (let round = 0; Date.now() < end; round++) {
    const echoes = await Promise.all(sockets.map((socket) => socket.ask(`round ${round}`)));
    assert.ok(echoes.every((echo) => echo.endsWith(`round ${round}`)));
    await pause(2000);
  }
  assert.equal(sockets.filter((socket) => socket.isOpen()).length, CROWD);
  for (const socket of sockets) socket.close();
}

/** A renewed certificate is served without a reload, and no connection is lost by it. */
export async function certificateIsRenewed({ client, proxy }: World): Promise<void> {
  const socket = await client.openWebSocket();
  const before = (await client.handshake()).certificate.fingerprint256;
  await proxy.renewCertificate("second");
  await pause(RENEWAL_SECONDS * 1000);
  const seen = await Promise.all(Array.from({ length: 40 }, () => client.handshake()));
  assert.ok(seen.every((each) => each.certificate.fingerprint256 !== before));
  const renewed = new Client(SITE_HOST, proxy.ports.https, proxy.certificate("second"));
  assert.equal((await renewed.ask("/")).status, 200);
  assert.match(await socket.ask("still here"), /still here$/);
  socket.close();
}

/** A WebSocket that nobody says anything on. */
export interface Silence {
  readonly socket: OpenWebSocket;
  readonly since: number;
}

export async function beginSilence({ client }: World): Promise<Silence> {
  return { socket: await client.openWebSocket(), since: Date.now() };
}

/** A WebSocket that says nothing for two minutes is still there. */
export async function silenceIsBorne({ socket, since }: Silence): Promise<void> {
  await pause(since + SILENCE_SECONDS * 1000 - Date.now());
  assert.match(await socket.ask("after a long silence"), /after a long silence$/);
  socket.close();
}

/** The name has no address yet, then one, then its DNS server goes away: NGINX starts, finds it, and keeps it. */
export async function namesMayFail(world: World): Promise<void> {
  world.names.answerWith([]);
  await waitFor(
    "no server to be left",
    async () => (await world.client.ask("/")).status === 502,
    LOOKUP_LIMIT_SECONDS,
  );
  world.names.answerWith(["127.0.0.1"]);
  await waitFor(
    "the server to be found",
    async () => (await world.client.ask("/")).status === 200,
    LOOKUP_LIMIT_SECONDS,
  );
  world.names.stop();
  await pause(LOOKUP_LIMIT_SECONDS * 1000);
  assert.equal((await world.client.ask("/")).status, 200);
}

/** A quit lets open requests finish, refuses new ones, and ends WebSockets at the limit. */
export async function quitIsGraceful(world: World): Promise<void> {
  const socket = await world.client.openWebSocket();
  const slow = world.client.ask("/slow");
  await waitFor("the slow request at a server", () => world.requests("/slow").length > 0, 5);
  const ended = world.proxy.quit();
  assert.equal((await slow).status, 200);
  assert.ok(socket.isOpen(), "the WebSocket is open until the limit");
  await assert.rejects(world.client.ask("/"), /ECONNREFUSED/);
  assert.equal(await ended, 0);
  await waitFor("the WebSocket to be closed", () => !socket.isOpen(), 5);
}

/** Only allowed networks get in; a trusted load balancer's word counts, a stranger's doesn't. */
export async function allowListHolds({ client }: World): Promise<void> {
  const status = async (from: string, forwarded?: string): Promise<number> => {
    const headers = forwarded === undefined ? undefined : { "X-Forwarded-For": forwarded };
    return (await client.ask("/", { from, headers })).status;
  };
  assert.equal(await status("127.0.0.1"), 200);
  assert.equal(await status("127.0.0.7"), 403);
  assert.equal(await status("127.0.0.7", "198.51.100.4"), 403);
  assert.equal(await status("127.0.0.8", "198.51.100.4"), 200);
  assert.equal(await status("127.0.0.8", "203.0.113.4"), 403);
  assert.equal(await status("127.0.0.8", "198.51.100.4, 203.0.113.4, 127.0.0.9"), 403);
  const balanced = { from: "127.0.0.8", headers: { "X-Forwarded-For": "192.0.2.66, 198.51.100.4" } };
  assert.equal((await client.seen("/", balanced)).headers["x-forwarded-for"], "198.51.100.4");
  assert.equal((await client.ask("/healthz", { from: "127.0.0.7" })).status, 200);
}
