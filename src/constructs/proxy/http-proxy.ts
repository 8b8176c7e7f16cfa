import type { IConstruct } from "constructs";
import type { IConnectable } from "../kubernetes/connections";

/** Everything others need to know of the proxy that users reach. */
export interface HttpProxyReference {
  /** Host name that users type. */
  readonly host: string;
  /** Largest request body, mebibytes. */
  readonly maxBodySize: number;
}

/** The HTTP entry of a site. */
export interface IHttpProxy extends IConstruct, IConnectable {
  readonly httpProxy: HttpProxyReference;
}
