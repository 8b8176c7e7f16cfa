import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Where requests go on to. */
export type Target = { readonly base: string } | { readonly socket: string };

/** When a program is struck: before its request gets there, or after it was answered there. */
export type Moment = "before" | "after";

/** Called at each request that writes; true ends it without an answer. */
export type Strike = (moment: Moment, write: string) => boolean;

/** Stands between a program and what it talks to, and may keep an answer from it. */
export class WriteWatch {
  strike: Strike = () => false;
  private readonly servers: Server[] = [];

  /** Listens at a socket, or at an address that it returns. */
  async listen(target: Target, socket?: string): Promise<string> {
    const server = createServer((incoming, answer) => {
      void this.pass(target, incoming, answer);
    });
    this.servers.push(server);
    await new Promise<void>((resolve) =>
      socket === undefined ? server.listen(0, "127.0.0.1", resolve) : server.listen(socket, resolve),
    );
    return socket ?? `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  stop(): Promise<void> {
    for (const server of this.servers) {
      server.close();
      server.closeAllConnections();
    }
    return Promise.resolve();
  }

  private async pass(target: Target, incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
    const body = await bytes(incoming);
    const write = incoming.method === "GET" ? undefined : describe(incoming, body.toString());
    if (write !== undefined && this.strike("before", write)) return void incoming.destroy();
    try {
      const [status, text] = await send(target, incoming, body);
      if (write !== undefined && this.strike("after", write)) return void incoming.destroy();
      answer.writeHead(status, { "content-type": "application/json" }).end(text);
    } catch {
      answer.writeHead(502).end();
    }
  }
}

/** The same for each run: without ids, passwords and times, and Secrets' values as texts. */
function describe({ method, url }: IncomingMessage, body: string): string {
  const texts = body.replace(/"([A-Za-z0-9+/]{8,}={0,2})"/g, (whole, value: string) =>
    body.startsWith('{"data"') ? Buffer.from(value, "base64").toString() : whole,
  );
  return `${method} ${url} ${texts}`
    .replace(/"password":"[^"]*"/g, "")
    .replace(/\b[a-z0-9]{26}\b/g, "*")
    .replace(/\d{13}/g, "#");
}

function send(target: Target, { method, url, headers }: IncomingMessage, body: Buffer) {
  return new Promise<readonly [number, Buffer]>((resolve, reject) => {
    const place =
      "base" in target ? new URL(url ?? "/", target.base) : new URL(url ?? "/", "http://localhost");
    const socketPath = "socket" in target ? target.socket : undefined;
    const outgoing = request(place, { method, headers, socketPath, agent: false }, (incoming) => {
      bytes(incoming).then((text) => {
        resolve([incoming.statusCode ?? 0, text]);
      }, reject);
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

async function bytes(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
