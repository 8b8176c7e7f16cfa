import type { IConstruct } from "constructs";
import type { MattermostEdition } from "../../catalog/images";
import type { IConnectable } from "../kubernetes/connections";
import type { LicenceTier } from "./licence";
import type { Connectivity } from "./settings/air-gap-settings";

/** Everything others need to know of the servers. */
export interface MattermostReference {
  /** Address that users type. */
  readonly siteUrl: string;
  /** Exact server version. */
  readonly version: string;
  readonly edition: MattermostEdition;
  /** Absent without a licence. */
  readonly licenceTier?: LicenceTier;
  readonly replicas: number;
  readonly connectivity: Connectivity;
  /** Name that resolves to every server that is ready, for the proxy. */
  readonly host: string;
  /** Port of the API, the web app and the WebSocket. */
  readonly port: number;
  /** Largest upload, mebibytes. */
  readonly maxFileSize: number;
}

/** The Mattermost servers of a site. Ports by name: `http` (the default), `metrics` where the licence serves them. */
export interface IMattermostServer extends IConstruct, IConnectable {
  readonly mattermost: MattermostReference;
}
