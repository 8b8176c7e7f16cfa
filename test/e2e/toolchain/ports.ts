import { createServer } from "node:net";

const given = new Set<number>();

/** A port of the loopback address that nobody listens on, and that this run has not given away before. */
export async function freePort(): Promise<number> {
  const port = await new Promise<number>((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === "object" && address !== null ? address.port : 0);
      });
    });
  });
  if (given.has(port)) return freePort();
  given.add(port);
  return port;
}
