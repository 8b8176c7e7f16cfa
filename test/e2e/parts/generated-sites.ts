import assert from "node:assert/strict";
import type { Part } from "../part";
import { CERTIFICATES_NOTE } from "./examples/certificate-stand-in";
import { CHARTS_NOTE } from "./examples/stand-in-charts";
import { GeneratedTrial } from "./generated-sites/generated-trial";

const LEAST_SITES = 25;

export const part: Part<GeneratedTrial> = {
  name: "generated-sites",
  title: "Sites drawn from all options, 1 to 24 nodes and 1 to 200,000 users",
  needs: ["terraform"],
  seconds: 200,
  proves: ["ExternalS3", "FileVolume", "LocalFiles", "SharedFiles"],
  prepare: (ctx) => GeneratedTrial.start(ctx),
  checks: [
    {
      name: "25 sites or more without errors synthesize in one go, and every option of a cluster's site is among them",
      level: "P2",
      run(_ctx, { drawn }) {
        const { candidates, withoutErrors, sites, options } = drawn;
        process.stdout.write(
          `          ${candidates} candidates, ${withoutErrors} without errors, ${sites.length} taken: ${options} options\n`,
        );
        assert.ok(sites.length >= LEAST_SITES);
        return Promise.resolve();
      },
    },
    {
      name: "terraform init and plan of every stack of a cluster, without a warning",
      level: "P3",
      limit: 420,
      note: "the stack of a tenant's directory is validated only: there is no tenant",
      run: (_ctx, trial) => trial.check(),
    },
    {
      name: "five sites on one cluster apply, plan empty, run under restricted and are destroyed",
      level: "P3",
      limit: 600,
      note: `${CHARTS_NOTE}; ${CERTIFICATES_NOTE}`,
      run: (_ctx, trial) => trial.applyAndDestroy(),
    },
  ],
};
