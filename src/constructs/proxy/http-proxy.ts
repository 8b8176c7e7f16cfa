import type { IConstruct } from "constructs";
import type { IConnectable } from "../kubernetes/connections";
import type { ISecret } from "../kubernetes/secret";

/** Everything others need to know of the proxy that users reach. */
export interface HttpProxyReference {
  /** Host name that users type. */
  readonly host: string;
  /** Largest request body, mebibytes. */
  readonly maxBodySize: number;
}

/** Something else than Mattermost that the proxy serves, under a host name of its own. It speaks TLS. */
export interface PublishedHost {
  /** Short name of lower-case letters, digits and "-", e.g. `sign-in`. */
  readonly name: string;
  /** Where people reach it: `https://`, a host name, and the port of the site. */
  readonly url: string;
  /** Name with one address for each of its servers, inside the cluster. */
  readonly host: string;
  /** Name of the port of its connections that serves people. */
  readonly port: { readonly name: string; readonly port: number };
  /** Name in its certificate. */
  readonly serverName: string;
  /** Secret with its authority under `ca.crt`. */
  readonly ca?: ISecret;
  /** Beginnings of the paths that people may reach; nothing else is served. */
  readonly paths: readonly string[];
  /** Beginnings of paths within `paths` that they may not reach after all. */
  readonly closedPaths: readonly string[];
  /** What people do there. */
  readonly purpose: string;
}

/** Has something that the proxy can serve under a host name of its own. */
export interface IPublishedHost extends IConstruct, IConnectable {
  readonly published: PublishedHost;
}

/** The HTTP entry of a site. */
export interface IHttpProxy extends IConstruct, IConnectable {
  readonly httpProxy: HttpProxyReference;
}
