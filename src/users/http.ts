import { Agent as HttpAgent, request as httpRequest, type RequestOptions } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";

export interface HttpRequest {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
  /** What `Retry-After` says, in seconds. */
  readonly retryAfter?: number;
}

/** One exchange; throws when there is no complete answer. */
export type Send = (request: HttpRequest) => Promise<HttpAnswer>;

export interface Transport {
  readonly send: Send;
  /** Ends the connections that are kept open. */
  readonly close: () => void;
}

export interface TransportOptions {
  /**
   * PEM certificates that are trusted in place of the system's.
   * @default - Node's own, and those of NODE_EXTRA_CA_CERTS
   */
  readonly ca?: string;
  /** Most connections at once. */
  readonly connections: number;
  /** Longest silence, in milliseconds. */
  readonly timeoutMs: number;
}

/**
 * HTTP and HTTPS over connections that are kept. Not `fetch`: that of Node 20 can't be given a certificate authority
 * without another package.
 */
export function transport({ ca, connections, timeoutMs }: TransportOptions): Transport {
  const kept = { keepAlive: true, maxSockets: connections };
  const plain = new HttpAgent(kept);
  const secure = new HttpsAgent({ ...kept, ...(ca === undefined ? {} : { ca }) });
  const send: Send = ({ method, url, headers, body }) =>
    new Promise((resolve, reject) => {
      const isSecure = url.startsWith("https:");
      const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
      const options: RequestOptions = { method, headers: { ...headers, ...length }, timeout: timeoutMs };
      const call = isSecure
        ? httpsRequest(url, { ...options, agent: secure })
        : httpRequest(url, { ...options, agent: plain });
      call.on("timeout", () => call.destroy(new Error(`no answer within ${timeoutMs / 1000} s`)));
      call.on("error", reject);
      call.on("response", (answer) => {
        const parts: Buffer[] = [];
        answer.on("data", (part: Buffer) => parts.push(part));
        answer.on("error", reject);
        answer.on("end", () => {
          const retryAfter = Number(answer.headers["retry-after"] ?? Number.NaN);
          resolve({
            status: answer.statusCode ?? 0,
            body: Buffer.concat(parts).toString("utf8"),
            ...(Number.isFinite(retryAfter) ? { retryAfter } : {}),
          });
        });
      });
      call.end(body);
    });
  return {
    send,
    close: () => {
      plain.destroy();
      secure.destroy();
    },
  };
}
