import assert from "node:assert/strict";
import type { Part } from "../part";
import { Gatekeeper } from "./policy-engines/gatekeeper";
import { ELSEWHERE, HOME, SCENES } from "./policy-engines/scenes";

export const part: Part<Gatekeeper> = {
  name: "policy-engines",
  title: "The written exemptions of calls in Gatekeeper itself",
  needs: [],
  seconds: 10,
  proves: ["Rtcd", "CallsOffloader"],
  prepare: () => Gatekeeper.open(),
  checks: SCENES.map((scene) => ({
    name: `Gatekeeper takes the exemption for ${scene.name}: it lets the objects in where it says, and nowhere else`,
    level: "P4" as const,
    note: "host namespaces and host ports by Gatekeeper's own templates; the others stand in, since its library is no module",
    async run(ctx, gatekeeper) {
      assert.deepEqual(await gatekeeper.refusals(ctx, scene, HOME), []);
      assert.notDeepEqual(await gatekeeper.refusals(ctx, scene, ELSEWHERE), []);
    },
  })),
};
