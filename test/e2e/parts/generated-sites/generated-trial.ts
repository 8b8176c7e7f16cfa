import { existsSync } from "node:fs";
import { join } from "node:path";
import { synthSites } from "../../../../src/stacks/synth";
import type { Context } from "../../context";
import { KeptProviders } from "../../toolchain/kept-providers";
import { TrialCluster } from "../examples/trial-cluster";
import { stacksInOrder } from "../examples/synthesized-site";
import { applyAndDestroy } from "./applied-sites";
import { drawSites, type DrawnSites } from "./drawn-sites";
import { inLanes } from "./lanes";
import { planned, validated } from "./stack-checks";

/** The largest generated site has as many. */
const NODES = 24;

/** Many sites, synthesized into one folder, against one cluster. */
export class GeneratedTrial {
  static async start(ctx: Context): Promise<GeneratedTrial> {
    const cluster = await TrialCluster.start(ctx, { nodes: NODES });
    const folder = ctx.tmp("generated");
    const drawn = drawSites(folder, cluster.overlay(join(folder, "state")));
    const out = join(folder, "cdktf.out");
    synthSites(
      drawn.sites.map(({ site }) => site),
      out,
    );
    return new GeneratedTrial(ctx, cluster, drawn, stacksInOrder(out));
  }

  private constructor(
    private readonly ctx: Context,
    private readonly cluster: TrialCluster,
    readonly drawn: DrawnSites,
    private readonly stacks: readonly string[],
  ) {}

  /** `terraform init` and `plan` of every stack of a cluster; without a tenant, a directory's is validated only. */
  async check(): Promise<void> {
    const terraform = await this.ctx.terraform();
    const inDirectory = (stack: string): boolean => stack.endsWith("-directory");
    const [directories, others] = [
      this.stacks.filter(inDirectory),
      this.stacks.filter((each) => !inDirectory(each)),
    ];
    // A platform and its services install all providers that there are; both lanes work with what they installed.
    const installed = others.slice(0, 2);
    // Paths of charts are relative and the same in every stack that has some.
    const withCharts = others.find((stack) => existsSync(join(stack, "assets")));
    for (const stack of installed) await (await terraform.project(stack)).init();
    const lane = (): KeptProviders =>
      this.ctx.ending(new KeptProviders(this.ctx.tmp("providers"), withCharts, installed));
    await inLanes([lane(), lane()], others, async (stack, providers) =>
      planned(await terraform.project(stack, { providers })),
    );
    for (const stack of directories) await validated(await terraform.project(stack));
  }

  applyAndDestroy(): Promise<void> {
    return applyAndDestroy(this.ctx, this.cluster, this.drawn.sites);
  }
}
