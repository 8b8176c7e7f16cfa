import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { pause } from "../../toolchain/wait";
import { acceptKey, frame, onText } from "./web-socket";

/** What an application server saw of a request; also its answer, as JSON. */
export interface Seen {
  readonly server: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

const SLOW_MS = 2000;
const BACKLOG = 2048;

/**
 * Stands in for a Mattermost server: reports what it was asked, echoes WebSocket messages with its name, never answers
 * `?hang`, takes two seconds for `/slow`, and sends the caching headers of the real one.
 */
export class Application {
  /** @param seen takes what it is asked */
  static async start(address: string, port: number, seen: Seen[]): Promise<Application> {
    const application = new Application(address, seen);
    await new Promise<void>((resolve, reject) => {
      application.server.once("error", reject).listen(port, address, BACKLOG, resolve);
    });
    return application;
  }

  private readonly server: Server;
  private readonly sockets = new Set<Duplex>();

  private constructor(
    private readonly address: string,
    private readonly seen: Seen[],
  ) {
    this.server = createServer((request, response) => void this.serve(request, response));
    this.server.on("connection", (socket: Duplex) => {
      this.sockets.add(socket);
      socket.on("close", () => this.sockets.delete(socket));
    });
    this.server.on("upgrade", (request: IncomingMessage, socket: Duplex) => {
      this.upgrade(request, socket);
    });
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const seen = this.note(request);
    let bytes = 0;
    try {
      for await (const chunk of request) bytes += (chunk as Buffer).length;
    } catch {
      return; // the client went away in the middle of its body
    }
    if (seen.url.endsWith("?hang")) return;
    if (seen.url === "/slow") await pause(SLOW_MS);
    response.writeHead(200, {
      "Content-Type": "application/json",
      "Cache-Control": cacheControl(seen.url),
      "X-Frame-Options": "SAMEORIGIN, of the server",
    });
    response.end(JSON.stringify({ ...seen, bytes }));
  }

  private upgrade(request: IncomingMessage, socket: Duplex): void {
    this.note(request);
    const key = String(request.headers["sec-websocket-key"]);
    const head = ["HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade"];
    socket.write([...head, `Sec-WebSocket-Accept: ${acceptKey(key)}`, "", ""].join("\r\n"));
    socket.on("error", () => undefined);
    onText(socket, (text) => socket.write(frame(`${this.address} ${text}`, false)));
  }

  private note(request: IncomingMessage): Seen {
    const { method = "", url = "", headers } = request;
    const seen = { server: this.address, method, url, headers };
    this.seen.push(seen);
    return seen;
  }
}

/** As server 11.x sends them: pictures are private, static files public, the rest is not to be kept. */
function cacheControl(url: string): string {
  if (url.startsWith("/static/")) return "public, max-age=31556926";
  return url.endsWith("/image") ? "max-age=86400, private" : "no-cache, max-age=0";
}
