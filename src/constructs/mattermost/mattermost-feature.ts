import type { MattermostSettings } from "../../catalog/mattermost-settings.generated";
import type { IConnectable } from "../kubernetes/connections";
import type { EnvValue } from "../kubernetes/pod";
import type { ISecret } from "../kubernetes/secret";
import type { IMattermostServer } from "./mattermost-reference";
import type { StartCondition } from "./start-condition";
import type { BundleDelivery } from "./plugins/bundle-delivery";
import type { SetupContribution } from "./setup/setup-contribution";

/** What a feature adds to the servers. */
export interface MattermostFeatureConfig {
  /** Server settings that the feature needs. A setting that two features set differently is a problem. */
  readonly settings?: MattermostSettings;
  /** Plugins by id: whether they run, and their settings. Written whole, in one place. */
  readonly plugins?: Readonly<Record<string, PluginConfig>>;
  /** Further environment of the server process (plugin variables, secrets by reference). */
  readonly env?: Readonly<Record<string, EnvValue>>;
  /** Secret with the certificate authority, under `ca.crt`, of a host that the server calls. */
  readonly authority?: ISecret;
  /** Hosts that the server must reach for the feature. */
  readonly reaches?: readonly { readonly peer: IConnectable; readonly why: string; readonly port?: string }[];
  /** What must answer 200 before a server starts; after five minutes it starts all the same. */
  readonly waitsFor?: StartCondition;
  /** Ids of plugins that the feature needs and the server image lacks: some feature must bring each. */
  readonly needsPlugins?: readonly string[];
  /** Plugins that are not in the server image. */
  readonly bundles?: readonly BundleDelivery[];
  /** Hosts with private addresses that the servers call for the feature; without it they refuse to. */
  readonly internalHosts?: readonly string[];
  /** What is done at the servers' API once they are ready, without restarting them. */
  readonly setup?: SetupContribution;
}

/** State and settings of one plugin. */
export interface PluginConfig {
  readonly enabled: boolean;
  /** Settings by key, lower case as the server stores them. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** A feature of Mattermost that can be added to a server. */
export interface IMattermostFeature {
  /** Unique name, e.g. `playbooks`. */
  readonly featureName: string;
  /** Called once by the server it is added to. */
  bind(server: IMattermostServer): MattermostFeatureConfig;
}
