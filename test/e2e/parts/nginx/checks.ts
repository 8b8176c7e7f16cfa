import type { Debian } from "../../toolchain/debian";
import * as connection from "./connection-checks";
import * as traffic from "./traffic-checks";
import { World } from "./world";

const ADDRESSES = ["127.0.0.1", "127.0.0.2", "127.0.0.3"];

/** Reports one check by name; throws what it throws. */
export type Report = (name: string, check: () => Promise<void>) => Promise<void>;

/** Every check of NGINX; those that mostly wait have worlds of their own and run beside the others. */
export async function checkNginx(debian: Debian, folder: string, report: Report): Promise<void> {
  const start = (conf = {}): Promise<World> => World.start(debian, folder, ADDRESSES, conf);
  const busy = await start({ shutdownTimeout: 4 });
  const patient = await start();
  const nameless = await start();
  const guarded = await start({
    allowFrom: ["127.0.0.1/32", "198.51.100.0/24"],
    trustedProxies: ["127.0.0.8/31"],
  });
  try {
    await Promise.all([
      checkTraffic(busy, guarded, report),
      report("names may fail", () => connection.namesMayFail(nameless)),
      checkConnections(patient, report),
    ]);
  } finally {
    for (const world of [busy, patient, nameless, guarded]) await world.stop();
  }
}

async function checkTraffic(world: World, guarded: World, report: Report): Promise<void> {
  await report("requests pass, with the client's true address", () => traffic.requestsPass(world));
  await report("response headers", () => traffic.responseHeadersAreRight(world));
  await report("redirect, other names, health, status", () => traffic.doorsAreRight(world));
  await report("allow list and trusted load balancers", () => connection.allowListHolds(guarded));
  await report("TLS 1.2 and 1.3 only", () => traffic.tlsIsModern(world));
  await report("body limit", () => traffic.bodiesAreLimited(world));
  await report("caches", () => traffic.cachesHit(world));
  await report("sticky clients survive their server", () => traffic.clientsStick(world));
  await report("a POST is never replayed", () => traffic.postsAreNotReplayed(world));
  await report("log of failures", () => traffic.failuresAreLogged(world));
  await report("servers are followed by name", () => traffic.serversAreFollowed(world));
  await report("graceful quit", () => connection.quitIsGraceful(world));
}

async function checkConnections(world: World, report: Report): Promise<void> {
  const silence = report("a silent WebSocket is held for two minutes", () =>
    connection.silenceIsBorne(world),
  );
  await report("500 WebSockets for 30 s", () => connection.crowdStaysConnected(world));
  await report("certificate renewed without a reload", () => connection.certificateIsRenewed(world));
  await silence;
}
