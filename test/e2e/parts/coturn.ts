import assert from "node:assert/strict";
import type { Check, Part } from "../part";
import { PEERS, SECRET, TurnWorld, turnStack } from "./coturn/turn-server";
import { manifestsOf } from "./policy-lint/manifests";

const check = (name: string, run: (world: TurnWorld) => Promise<void>, note?: string): Check<TurnWorld> => ({
  name,
  level: "P4",
  note,
  run: (_, world) => run(world),
});

const RECEIVED = /tot_recv_msgs=([1-9]\d*)/;

export const part: Part<TurnWorld> = {
  name: "coturn",
  title: "The TURN server (coturn of Debian) with the rendered configuration",
  needs: ["debian", "kubernetes"],
  seconds: 60,
  waits: true,
  proves: ["Coturn"],
  prepare: (ctx) => TurnWorld.create(ctx),
  checks: [
    check("the rendered file has no line that it doesn't know", (world) => {
      assert.doesNotMatch(world.logs(), /Bad configuration format|unrecognized option|[Uu]nknown option/);
      return Promise.resolve();
    }),
    check(
      "it relays to a router with credentials of the generated secret, by UDP and by TCP",
      async (world) => {
        for (const transport of [[], ["-t"]]) {
          const { stdout, stderr } = await world.relay(SECRET, PEERS.router, transport);
          assert.match(stdout + stderr, RECEIVED, transport.join(" "));
        }
      },
    ),
    check(
      "over TLS with the site's certificate it relays as well, and refuses another secret",
      async (world) => {
        const { stdout, stderr } = await world.relayOverTls(SECRET, PEERS.router);
        assert.match(stdout + stderr, RECEIVED);
        const wrong = await world.relayOverTls("w".repeat(48), PEERS.router);
        assert.doesNotMatch(wrong.stdout + wrong.stderr, RECEIVED);
      },
    ),
    check("it speaks TLS 1.2 and 1.3, and nothing older", async (world) => {
      for (const version of ["tls1_2", "tls1_3"] as const) {
        assert.match(await world.handshake(version), /subject=CN ?= ?turn\.agency\.example/, version);
      }
      assert.doesNotMatch(await world.handshake("tls1_1"), /subject=CN/);
    }),
    check("it refuses credentials of another secret", async (world) => {
      const { stdout, stderr } = await world.relay("w".repeat(48), PEERS.router);
      assert.doesNotMatch(stdout + stderr, RECEIVED);
      assert.match(stdout + stderr + world.logs(), /401|Unauthorized|Cannot complete Allocation/i);
    }),
    check("it relays to nobody but the routers", async (world) => {
      const { stdout, stderr } = await world.relay(SECRET, PEERS.stranger);
      assert.doesNotMatch(stdout + stderr, RECEIVED);
      assert.match(stdout + stderr + world.logs(), /403|Forbidden/i);
    }),
    {
      name: "it is admitted at restricted",
      level: "P3",
      async run(ctx) {
        const kubernetes = await ctx.kubernetes();
        const namespace = await kubernetes.namespace("turn");
        const objects = manifestsOf(turnStack({ namespace })).filter((each) => each.kind !== "Namespace");
        await kubernetes.apply(objects, namespace);
        await kubernetes.rollout("deployment/coturn", namespace);
      },
    },
  ],
};
