import { connect, createServer } from "node:net";
import { join } from "node:path";
import type { Context } from "../../context";
import type { NetworkNamespace } from "../../toolchain/netns";

/** Listens inside, hands every connection on to a socket in a folder. */
const INSIDE = `
import { connect, createServer } from "node:net";
const [port, path] = process.argv.slice(1);
createServer((near) => {
  const far = connect(path);
  for (const end of [near, far]) end.on("error", () => { near.destroy(); far.destroy(); });
  near.pipe(far).pipe(near);
}).listen(Number(port), "127.0.0.1");
`;

/**
 * Makes a server of this machine's loopback reachable at the same address in another network: the API server listens on
 * 127.0.0.1, and the program under proof on every address of a network of its own.
 */
export async function bridge(ctx: Context, network: NetworkNamespace, port: number): Promise<void> {
  const path = join(ctx.tmp("bridge"), "api.sock");
  const server = createServer((near) => {
    const far = connect(port, "127.0.0.1");
    const end = (): void => {
      near.destroy();
      far.destroy();
    };
    near.on("error", end);
    far.on("error", end);
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  server.unref();
  ctx.ending({
    stop: () =>
      new Promise<void>((resolve) =>
        server.close(() => {
          resolve();
        }),
      ),
  });
  const args = ["--input-type=module", "--eval", INSIDE, String(port), path];
  ctx.ending(network.spawn("bridge", process.execPath, args));
  const listens = async (): Promise<boolean> =>
    (await network.run("ss", ["-Hltn", `sport = :${String(port)}`])).stdout.trim() !== "";
  await ctx.waitFor("the way to the API server", listens, 20);
}
