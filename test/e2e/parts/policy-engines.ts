import assert from "node:assert/strict";
import type { Check, Part } from "../part";
import { Gatekeeper } from "./policy-engines/gatekeeper";
import { Kyverno } from "./policy-engines/kyverno";
import { ELSEWHERE, HOME, SCENES } from "./policy-engines/scenes";

interface Engines {
  readonly gatekeeper: Gatekeeper;
  readonly kyverno: Kyverno;
}

const IN_GATEKEEPER: readonly Check<Engines>[] = SCENES.map((scene) => ({
  name: `Gatekeeper takes the exemption for ${scene.name}: it lets the objects in where it says, and nowhere else`,
  level: "P4",
  note:
    scene.name === "host-network"
      ? undefined
      : "templates that refuse everything stand in for those of Gatekeeper's library, which is no module",
  async run(ctx, { gatekeeper }) {
    assert.deepEqual(await gatekeeper.refusals(ctx, scene, HOME), []);
    assert.notDeepEqual(await gatekeeper.refusals(ctx, scene, ELSEWHERE), []);
  },
}));

export const part: Part<Engines> = {
  name: "policy-engines",
  title: "The written exemptions of calls in Gatekeeper itself, and by Kyverno's definitions",
  needs: ["kubernetes"],
  seconds: 20,
  proves: ["Rtcd", "CallsOffloader"],
  prepare: async (ctx) => ({ gatekeeper: await Gatekeeper.open(), kyverno: await Kyverno.open(ctx) }),
  checks: [
    ...IN_GATEKEEPER,
    {
      name: "the API server takes the exceptions by Kyverno's definitions, of CEL policies and of older ones",
      level: "P3",
      async run(_, { kyverno }) {
        for (const { exemptions, name } of SCENES)
          assert.deepEqual(await kyverno.refusals(exemptions), [], name);
        const misspelt = { ...SCENES[0]!.exemptions };
        const wrong = { ...misspelt, kyverno: misspelt.kyverno.replaceAll("policyRefs", "policyNames") };
        assert.equal((await kyverno.refusals(wrong)).length, 1);
      },
    },
    {
      name: "every policy and rule that the exceptions of pods name is one of Kyverno's own chart",
      level: "P2",
      note: "the two policies on Services are in another library of Kyverno's, which is no module",
      run(_, { kyverno }) {
        for (const { exemptions, name } of SCENES) {
          if (name === "host-network" || name === "recordings")
            assert.deepEqual(kyverno.unknown(exemptions), []);
        }
        return Promise.resolve();
      },
    },
  ],
};
