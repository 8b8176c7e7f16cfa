import { randomBytes } from "node:crypto";
import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { Agent, request as httpsRequest } from "node:https";
import {
  connect,
  type ConnectionOptions,
  type PeerCertificate,
  type SecureVersion,
  type TLSSocket,
} from "node:tls";
import type { Seen } from "./application";
import { acceptKey, frame, onText } from "./web-socket";

const ANSWER_LIMIT_SECONDS = 20;

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** `name=value` of the cookies it set. */
  readonly cookies: readonly string[];
}

export interface Asking {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  /** Loopback address to call from. */
  readonly from?: string;
}

/** A WebSocket as a client holds it. */
export interface OpenWebSocket {
  /** Sends a text and resolves with the echo. */
  ask(text: string): Promise<string>;
  readonly isOpen: () => boolean;
  close(): void;
}

/** Someone who uses the site, by its real name, at an injected port. */
export class Client {
  private readonly agent: Agent;

  constructor(
    readonly host: string,
    readonly port: number,
    /** The certificate that it trusts, PEM. */
    readonly trusted: string,
  ) {
    this.agent = new Agent({ keepAlive: false });
  }

  ask(path: string, asking: Asking = {}): Promise<Answer> {
    return send(httpsRequest, { ...this.target(path, asking), agent: this.agent, ca: this.trusted }, asking);
  }

  /** What the application server saw of a request. */
  async seen(path: string, asking: Asking = {}): Promise<Seen> {
    const answer = await this.ask(path, asking);
    if (answer.status !== 200) throw new Error(`${path} answers ${answer.status}: ${answer.body}`);
    return JSON.parse(answer.body) as Seen;
  }

  /** Shakes hands, with one version of TLS if named, and looks at the certificate without judging it. */
  handshake(version?: SecureVersion): Promise<{ protocol: string | null; certificate: PeerCertificate }> {
    return new Promise((resolve, reject) => {
      const socket = this.connect(
        { minVersion: version, maxVersion: version, rejectUnauthorized: false },
        () => {
          resolve({ protocol: socket.getProtocol(), certificate: socket.getPeerCertificate() });
          socket.destroy();
        },
      );
      socket.once("error", reject);
    });
  }

  openWebSocket(
    path = "/api/v4/websocket",
    headers: Readonly<Record<string, string>> = {},
  ): Promise<OpenWebSocket> {
    const key = randomBytes(16).toString("base64");
    const lines = [
      `GET ${path} HTTP/1.1`,
      `Host: ${this.host}`,
      "Connection: Upgrade",
      "Upgrade: websocket",
      "Sec-WebSocket-Version: 13",
      `Sec-WebSocket-Key: ${key}`,
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ];
    return new Promise((resolve, reject) => {
      const socket = this.connect({}, () => socket.write(`${lines.join("\r\n")}\r\n\r\n`));
      socket.once("error", reject);
      socket.once("data", (head: Buffer) => {
        const text = head.toString();
        if (text.startsWith("HTTP/1.1 101") && text.includes(acceptKey(key))) resolve(webSocketOver(socket));
        else reject(new Error(`no upgrade: ${text.split("\r\n")[0]}`));
      });
    });
  }

  private connect(options: ConnectionOptions, ready: () => void): TLSSocket {
    const target = { host: "127.0.0.1", port: this.port, servername: this.host, ca: this.trusted };
    // Below security level 1 OpenSSL offers TLS 1.1 at all, so that it is NGINX that refuses it.
    return connect({ ...target, ciphers: "DEFAULT@SECLEVEL=0", ...options }, ready);
  }

  private target(path: string, asking: Asking): object {
    return {
      host: "127.0.0.1",
      port: this.port,
      servername: this.host,
      path,
      method: asking.method ?? "GET",
      localAddress: asking.from,
      headers: { Host: this.host, ...asking.headers },
    };
  }
}

/** Asks a port of the loopback address in plain HTTP. */
export function askPlain(port: number, path: string, asking: Asking = {}): Promise<Answer> {
  const target = { host: "127.0.0.1", port, path, method: asking.method ?? "GET", localAddress: asking.from };
  return send(httpRequest, { ...target, headers: asking.headers, agent: false }, asking);
}

function send(request: typeof httpsRequest, options: object, asking: Asking): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(options, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.once("error", reject);
      response.once("end", () => {
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
          cookies: (response.headers["set-cookie"] ?? []).map((each) => each.split(";")[0] ?? ""),
        });
      });
    });
    outgoing.setTimeout(ANSWER_LIMIT_SECONDS * 1000, () => {
      outgoing.destroy(new Error(`no answer after ${ANSWER_LIMIT_SECONDS} s`));
    });
    outgoing.once("error", reject);
    outgoing.end(asking.body);
  });
}

function webSocketOver(socket: TLSSocket): OpenWebSocket {
  const waiting: { readonly resolve: (text: string) => void; readonly reject: (error: Error) => void }[] = [];
  let isOpen = true;
  socket.on("error", () => undefined);
  socket.on("close", () => {
    isOpen = false;
    for (const each of waiting.splice(0)) each.reject(new Error("the WebSocket was closed"));
  });
  onText(socket, (text) => waiting.shift()?.resolve(text));
  return {
    ask: (text) =>
      new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        socket.write(frame(text, true));
      }),
    isOpen: () => isOpen,
    close: () => socket.destroy(),
  };
}
