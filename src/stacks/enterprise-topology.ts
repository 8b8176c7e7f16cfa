import type { App } from "cdktf";
import type { Site } from "../site/site";
import { FoundationStack } from "./foundation-stack";
import { addDirectory } from "./directory";
import { PlatformStack } from "./platform-stack";
import { ServicesStack } from "./services-stack";

export interface EnterpriseTopologyProps {
  readonly site: Site;
  /** Folder that the whole output ends up in, absolute. */
  readonly outDirectory: string;
}

/** The sovereign enterprise: what it stands on, its operators and its services, in three stacks with three states. */
export class EnterpriseTopology {
  /** Absent on a cluster that is there already. */
  public readonly foundation?: FoundationStack;
  public readonly platform: PlatformStack;
  public readonly services: ServicesStack;

  public constructor(app: App, props: EnterpriseTopologyProps) {
    const { name, azure } = props.site;
    this.foundation = azure && new FoundationStack(app, `${name}-foundation`, { ...props, azure });
    this.platform = new PlatformStack(app, `${name}-platform`, props);
    this.services = new ServicesStack(app, `${name}-services`, props);
    if (this.foundation) this.platform.addDependency(this.foundation);
    this.services.addDependency(this.platform);
    addDirectory(app, props);
  }
}
