import { App } from "cdktf";
import type { Site } from "../site/site";
import { EdgeTopology } from "./edge-topology";
import type * as enterprise from "./enterprise-topology";

export interface BuildAppOptions {
  /** Folder that cdktf writes to, absolute. */
  readonly writeTo: string;
  /**
   * Folder that the output ends up in, absolute.
   * @default - writeTo
   */
  readonly outDirectory?: string;
}

/** One app with the stacks of every site. Nothing is written before `app.synth()`. */
export function buildApp(sites: readonly Site[], options: BuildAppOptions): App {
  const app = new App({ outdir: options.writeTo, stackTraces: false });
  for (const site of sites) {
    const props = { site, outDirectory: options.outDirectory ?? options.writeTo };
    if (site.topology === "enterprise") new (enterpriseTopology())(app, props);
    else new EdgeTopology(app, props);
  }
  return app;
}

/** Azure's classes are large; a site at the edge starts without them. */
function enterpriseTopology(): typeof enterprise.EnterpriseTopology {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return (require("./enterprise-topology") as typeof enterprise).EnterpriseTopology;
}
