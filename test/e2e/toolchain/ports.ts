import { createServer } from "node:net";

/** Below the ports that the kernel gives to outgoing connections. */
const LOWEST = 12_000;
const HIGHEST = 31_999;

const given = new Set<number>();

/** A port of the loopback address that nobody listens on, and that this process has not given away before. */
export async function freePort(): Promise<number> {
  const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST + 1));
  if (given.has(port) || !(await isFree(port))) return freePort();
  given.add(port);
  return port;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => {
      resolve(false);
    });
    server.listen(port, "127.0.0.1", () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}
