import { join } from "node:path";
import type { Check } from "../../part";
import { MockedStack } from "../../toolchain/mocked-stack";
import { REPOSITORY } from "../../toolchain/paths";
import { SynthesizedSite, type SiteOverlay } from "../examples/synthesized-site";

const STORES: Readonly<Record<string, SiteOverlay>> = {
  "a container of blobs, by identity": {
    mattermost: { version: "11.10.0" },
    objectStore: { kind: "azure-blob" },
  },
  "a share of files": { objectStore: { kind: "azure-files" } },
};

/** The cluster's half of files that are kept in Azure; the foundation's half is a variant of the whole. */
export const storageChecks: readonly Check[] = Object.entries(STORES).map(([what, overlay]) => ({
  name: `services that keep files in ${what}, are valid`,
  level: "P2",
  limit: 300,
  async run(ctx) {
    const base = join(REPOSITORY, "examples", "enterprise", "site.yaml");
    const trial = new SynthesizedSite(ctx.tmp("site"), base);
    trial.change({ backend: { kind: "local", directory: ctx.tmp("state") }, ...overlay });
    const folder = trial.stacks().find((stack) => stack.endsWith("-services"));
    if (folder === undefined) throw new Error("the site has no services");
    await (await MockedStack.open(ctx, folder)).validate();
  },
}));
