import type { App } from "cdktf";
import type { Site } from "../site/site";
import { addDirectory } from "./directory";
import { PlatformStack } from "./platform-stack";
import { ServicesStack } from "./services-stack";

export interface EdgeTopologyProps {
  readonly site: Site;
  /** Folder that the whole output ends up in, absolute. */
  readonly outDirectory: string;
}

/** The tactical edge: everything on one existing cluster, in two stacks with two states. */
export class EdgeTopology {
  public readonly platform: PlatformStack;
  public readonly services: ServicesStack;

  public constructor(app: App, props: EdgeTopologyProps) {
    const { name } = props.site;
    this.platform = new PlatformStack(app, `${name}-platform`, props);
    this.services = new ServicesStack(app, `${name}-services`, props);
    this.services.addDependency(this.platform);
    addDirectory(app, props);
  }
}
