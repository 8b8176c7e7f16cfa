import assert from "node:assert/strict";
import type { RtcdProps } from "../../../src/constructs/calls/rtcd";
import { LOG_LEVELS, NACK_BUFFERS } from "../../../src/constructs/calls/rtcd-environment";
import type { Check, Part } from "../part";
import { RouterWorld } from "./rtcd/router";
import { everyExposureIsAdmitted } from "./rtcd/admission";
import { EXPOSURES, renderedRouter, SECRETS, TOLD, type ExposureName } from "./rtcd/router-stack";

const NAMES = Object.keys(EXPOSURES) as readonly ExposureName[];

/** Each value that a person may set, at its edges. */
const VALUES: readonly Partial<RtcdProps>[] = [
  ...LOG_LEVELS.map((logLevel) => ({ logLevel })),
  ...NACK_BUFFERS.map((nackBuffer) => ({ nackBuffer })),
  { mediaPort: 80 },
  { mediaPort: 49_151 },
  { udpSockets: 1 },
  { resources: { cpu: "250m", memory: "256Mi" } },
];

/** Values that our types or checks refuse, as the program would meet them. */
const REFUSED: readonly Readonly<Record<string, string>>[] = [
  { RTCD_RTC_ICEPORTUDP: "49152" },
  { RTCD_RTC_NACKBUFFERSIZE: "100" },
  { RTCD_RTC_UDPSOCKETSCOUNT: "0" },
  { RTCD_LOGGER_CONSOLELEVEL: "LOUD" },
  { RTCD_RTC_ICESERVERS: "[]" },
];

const check = (
  name: string,
  run: (world: RouterWorld) => Promise<void>,
  note?: string,
): Check<RouterWorld> => ({
  name,
  level: "P4",
  note,
  run: (_, world) => run(world),
});

export const part: Part<RouterWorld> = {
  name: "rtcd",
  title: "Calls' media routers (rtcd 1.2.6) with the rendered environment",
  needs: ["debian", "kubernetes"],
  seconds: 90,
  waits: true,
  proves: ["Rtcd"],
  prepare: (ctx) => RouterWorld.create(ctx),
  checks: [
    check(
      "by each exposure it boots, answers its probes, and tells a device exactly the address in front of it",
      async (world) => {
        for (const name of NAMES) {
          await world.with(renderedRouter(EXPOSURES[name], false), async () => {
            for (const path of ["/version", "/metrics"]) assert.equal(await world.status(path), 200, path);
            assert.equal(await world.register(undefined, SECRETS.id, SECRETS.key), 201);
            assert.deepEqual(await world.candidates(SECRETS.id, SECRETS.key), [TOLD[name]], name);
          });
        }
      },
      "a device's offer by the vendor's own client",
    ),
    check(
      "by each exposure a device hears another over the address that it was told, by UDP and by TCP",
      async (world) => {
        for (const name of NAMES) {
          await world.with(renderedRouter(EXPOSURES[name], false), async () => {
            await world.register(undefined, SECRETS.id, SECRETS.key);
            for (const [transport, each] of Object.entries(await world.talkBehind(TOLD[name]))) {
              assert.equal(each.heard, "one two one two", name);
              const way = new RegExp(`^(host|prflx) ${transport} ${TOLD[name]}$`);
              for (const taken of [each.listener, each.speaker]) assert.match(taken, way, name);
            }
          });
        }
      },
      "nftables plays what stands in front of the router; devices are a program of pion, as the router's own side",
    ),
    check(
      "devices that reach nothing but the rendered TURN server hear each other, with the generated secret",
      async (world) => {
        await world.with(renderedRouter(EXPOSURES["turn-only"], false), async () => {
          await world.register(undefined, SECRETS.id, SECRETS.key);
          const { heard, listener } = await world.talkThroughTurn();
          assert.equal(heard, "one two one two");
          assert.equal(listener, `relay udp ${TOLD["turn-only"]}`);
        });
      },
    ),
    check("the job registers the client once, and the router refuses everybody else", async (world) => {
      const router = renderedRouter(EXPOSURES["load-balancer"], true);
      await world.with(router, async () => {
        assert.equal(await world.register(undefined, "stranger", SECRETS.key), 401);
        assert.equal(await world.register("wrong", "stranger", SECRETS.key), 401);
        assert.notEqual(await world.login(SECRETS.id, SECRETS.key), 200);
        const wrong = await world.job(router.job!, { ADMIN_KEY: "wrong" });
        assert.match(wrong.stderr, /refused the registration with 401/);
        assert.equal((await world.job(router.job!)).code, 0);
        assert.equal((await world.job(router.job!)).code, 0, "again");
        assert.equal(await world.login(SECRETS.id, SECRETS.key), 200);
        assert.notEqual(await world.login(SECRETS.id, "w".repeat(48)), 200);
      });
    }),
    check("every value that a person may set is taken", async (world) => {
      for (const values of VALUES) {
        await world.with(renderedRouter(EXPOSURES["turn-only"], false, values), () => Promise.resolve());
      }
    }),
    check("what our checks refuse stops the program", async (world) => {
      const router = renderedRouter(EXPOSURES["turn-only"], false);
      for (const wrong of REFUSED) {
        const running = await world.start({ ...router, environment: { ...router.environment, ...wrong } });
        assert.notEqual(await running.exited, 0, JSON.stringify(wrong));
      }
    }),
    {
      name: "each exposure is admitted at the Pod Security that it names, and at no lower one",
      level: "P3",
      run: (ctx) => everyExposureIsAdmitted(ctx),
    },
  ],
};
