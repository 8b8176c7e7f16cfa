import { App } from "cdktf";
import type { Site } from "../site/site";
import { EdgeTopology } from "./edge-topology";

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
    new EdgeTopology(app, { site, outDirectory: options.outDirectory ?? options.writeTo });
  }
  return app;
}
