import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { acceptKey, frame, onText } from "./web-socket";

/** What an application server saw of a request; also its answer, as JSON. */
export interface Seen {
  readonly server: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly bytes: number;
}

/**
 * Stands in for a Mattermost server: reports what it was asked, echoes WebSocket messages with its name, lets
 * `/hang` wait for ever and `/slow` for two seconds, and sends the caching headers of the real one.
 */
export class Application {
  readonly seen: Seen[] = [];
  private readonly server: Server;
  private readonly sockets = new Set<Duplex>();

  private constructor(readonly address: string) {
    this.server = createServer((request, response) => void this.serve(request, response));
    this.server.on("connection", (socket: Duplex) => {
      this.sockets.add(socket);
      socket.on("close", () => this.sockets.delete(socket));
    });
    this.server.on("upgrade", (request: IncomingMessage, socket: Duplex) => {
      this.upgrade(request, socket);
    });
  }

  static async start(address: string, port: number): Promise<Application> {
    const application = new Application(address);
    await new Promise<void>((resolve, reject) => {
      application.server.once("error", reject).listen(port, address, 2048, resolve);
    });
    return application;
  }

  requests(url: string): readonly Seen[] {
    return this.seen.filter((each) => each.url === url);
  }

  /** Dies as a pod does that was killed: nobody listens any more, open connections are cut. */
  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    if (this.server.listening) await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = request.url ?? "";
    const record = { server: this.address, method: request.method ?? "", url, headers: request.headers };
    const entry = this.seen.push({ ...record, bytes: 0 }) - 1;
    let bytes = 0;
    for await (const chunk of request) bytes += (chunk as Buffer).length;
    const seen = { ...record, bytes };
    this.seen[entry] = seen;
    if (url === "/hang") return;
    if (url === "/slow") await new Promise((resolve) => setTimeout(resolve, 2000));
    response.writeHead(200, {
      "Content-Type": "application/json",
      "Cache-Control": cacheControl(url),
      "X-Frame-Options": "SAMEORIGIN",
    });
    response.end(JSON.stringify(seen));
  }

  private upgrade(request: IncomingMessage, socket: Duplex): void {
    const { headers } = request;
    this.seen.push({ server: this.address, method: "GET", url: request.url ?? "", headers, bytes: 0 });
    const key = String(headers["sec-websocket-key"]);
    const head = ["HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade"];
    socket.write([...head, `Sec-WebSocket-Accept: ${acceptKey(key)}`, "", ""].join("\r\n"));
    socket.on("error", () => undefined);
    onText(socket, (text) => socket.write(frame(`${this.address} ${text}`, false)));
  }
}

/** As server 11.x sends them: pictures are private, static files public, the rest is not to be kept. */
function cacheControl(url: string): string {
  if (url.startsWith("/static/")) return "public, max-age=31556926";
  return url.endsWith("/image") ? "max-age=86400, private" : "no-cache, max-age=0";
}
