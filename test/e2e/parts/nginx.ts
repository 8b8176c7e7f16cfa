import type { NginxConf } from "../../../src/constructs/proxy/nginx-conf";
import type { Context } from "../context";
import type { Check, Part } from "../part";
import * as hosts from "./nginx/host-checks";
import * as connection from "./nginx/connection-checks";
import * as traffic from "./nginx/traffic-checks";
import { World } from "./nginx/world";

const ADDRESSES = ["127.0.0.1", "127.0.0.2", "127.0.0.3"];

/** Each NGINX with application servers of its own; what one check breaks, another doesn't need. */
interface Stage {
  readonly busy: World;
  /** With an allow list and trusted load balancers. */
  readonly guarded: World;
  readonly patient: World;
  /** With a second host before a server that speaks TLS. */
  readonly shared: hosts.HostWorld;
  /** Its DNS server fails. */
  readonly nameless: World;
  readonly silence: connection.Silence;
}

async function prepare(ctx: Context): Promise<Stage> {
  const debian = await ctx.debian();
  const start = async (conf: Partial<NginxConf> = {}): Promise<World> =>
    ctx.ending(await World.start(debian, ctx.tmp("nginx"), ADDRESSES, conf));
  const patient = await start();
  return {
    patient,
    silence: await connection.beginSilence(patient),
    busy: await start({ shutdownTimeout: 4 }),
    guarded: await start({
      allowFrom: ["127.0.0.1/32", "198.51.100.0/24"],
      trustedProxies: ["127.0.0.8/31"],
    }),
    shared: ctx.ending(await hosts.HostWorld.start(debian, ctx.tmp("hosts"))),
    nameless: await start(),
  };
}

function check(name: string, run: (stage: Stage) => Promise<void>): Check<Stage> {
  return { name, level: "P4", run: (_, stage) => run(stage) };
}

/** The rendered nginx.conf in the real NGINX 1.30, only its addresses and folders injected. */
export const part: Part<Stage> = {
  name: "nginx",
  title: "NGINX with the rendered configuration",
  needs: ["debian"],
  seconds: 125,
  waits: true,
  proves: ["NginxProxy"],
  prepare,
  checks: [
    check("requests pass, with the client's true address", ({ busy }) => traffic.requestsPass(busy)),
    check("HSTS is added, framing headers are not", ({ busy }) => traffic.responseHeadersAreRight(busy)),
    check("redirect, other names, health, status", ({ busy }) => traffic.doorsAreRight(busy)),
    check("allow list and trusted load balancers", ({ guarded }) => connection.allowListHolds(guarded)),
    check("TLS 1.2 and 1.3 only", ({ busy }) => traffic.tlsIsModern(busy)),
    check("a body at the limit passes, one byte more doesn't", ({ busy }) => traffic.bodiesAreLimited(busy)),
    check("pictures and static files are cached", ({ busy }) => traffic.cachesHit(busy)),
    check("a client sticks to its server, and survives it", ({ busy }) => traffic.clientsStick(busy)),
    check("a POST is never replayed", ({ busy }) => traffic.postsAreNotReplayed(busy)),
    check("failures are logged without their query", ({ busy }) => traffic.failuresAreLogged(busy)),
    check("servers are followed by name", ({ busy }) => traffic.serversAreFollowed(busy)),
    check("a quit is graceful", ({ busy }) => connection.quitIsGraceful(busy)),
    check("500 WebSockets for 30 s, none lost", ({ patient }) => connection.crowdStaysConnected(patient)),
    check("a renewed certificate is served, nothing dropped", ({ patient }) =>
      connection.certificateIsRenewed(patient),
    ),
    check("a name without addresses, and without a DNS server", ({ nameless }) =>
      connection.namesMayFail(nameless),
    ),
    check("a second host: the paths of sign-in, with the client's true address", ({ shared }) =>
      hosts.hostIsServed(shared),
    ),
    check("a second host: administrators' pages stay inside, however they are written", ({ shared }) =>
      hosts.administratorsPagesStayInside(shared),
    ),
    check(
      "a second host: redirect, networks, and a server behind it that can't prove its name",
      ({ shared }) => hosts.hostIsGuarded(shared),
    ),
    check("a silent WebSocket is held for two minutes", ({ silence }) => connection.silenceIsBorne(silence)),
  ],
};
