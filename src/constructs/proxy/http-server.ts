import type { IConstruct } from "constructs";
import type { IConnectable, Port } from "../kubernetes/connections";

/** What a proxy needs to know of the servers behind it. */
export interface HttpServerReference {
  /** Where people reach them, e.g. `https://chat.example`. */
  readonly siteUrl: string;
  /** DNS name with one address for each server: a headless Service. */
  readonly host: string;
  /** The servers' own port for HTTP. */
  readonly port: Port;
  /**
   * Largest file that they accept, in mebibytes.
   * @default 100
   */
  readonly maxFileSize?: number;
}

/** Servers that a proxy can stand before. */
export interface IHttpServer extends IConstruct, IConnectable {
  readonly httpServer: HttpServerReference;
}
