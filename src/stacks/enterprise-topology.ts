import type { App } from "cdktf";
import type { Site } from "../site/site";
import { addAccess } from "./access";
import type { AccessStack } from "./access-stack";
import { FoundationStack } from "./foundation-stack";
import { addDirectory } from "./directory";
import { LocalFoundationStack } from "./local-foundation-stack";
import { PlatformStack } from "./platform-stack";
import { addSecrets } from "./secrets";
import type { SecretsStack } from "./secrets-stack";
import { ServicesStack } from "./services-stack";

export interface EnterpriseTopologyProps {
  readonly site: Site;
  /** Folder that the whole output ends up in, absolute. */
  readonly outDirectory: string;
}

/** The sovereign enterprise: what it stands on, its operators and its services, in three stacks with three states. */
export class EnterpriseTopology {
  /** Absent on a cluster that is there already. */
  public readonly foundation?: FoundationStack | LocalFoundationStack;
  /** Absent where people reach the cluster without a gateway. */
  public readonly access?: AccessStack;
  public readonly platform: PlatformStack;
  /** Absent where no part needs a secret of the vault. */
  public readonly secrets?: SecretsStack;
  public readonly services: ServicesStack;

  public constructor(app: App, props: EnterpriseTopologyProps) {
    const { name } = props.site;
    const azure = azureFoundation(app, props);
    this.foundation = azure ?? localFoundation(app, props);
    this.platform = new PlatformStack(app, `${name}-platform`, props);
    this.services = new ServicesStack(app, `${name}-services`, props);
    if (this.foundation) this.platform.addDependency(this.foundation);
    this.access = addAccess(app, props);
    if (this.foundation) this.access?.addDependency(this.foundation);
    this.services.addDependency(this.platform);
    this.secrets = addSecrets(app, props);
    if (this.secrets) {
      this.secrets.addDependency(this.platform);
      this.services.addDependency(this.secrets);
    }
    azure?.letOut("platform", this.platform);
    azure?.letOut("services", this.services);
    azure?.letIn(this.services);
    addDirectory(app, props);
  }
}

function azureFoundation(app: App, props: EnterpriseTopologyProps): FoundationStack | undefined {
  const { azure, name } = props.site;
  return azure && new FoundationStack(app, `${name}-foundation`, { ...props, azure });
}

function localFoundation(app: App, props: EnterpriseTopologyProps): LocalFoundationStack | undefined {
  const { azureLocal, name } = props.site;
  return azureLocal && new LocalFoundationStack(app, `${name}-foundation`, { ...props, azureLocal });
}
