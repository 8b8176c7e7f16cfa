import assert from "node:assert/strict";
import { join } from "node:path";
import type { Context } from "../../context";
import type { Census } from "./census";
import { census } from "./census";
import type { RealServer } from "./real-server";
import { SetupProgram, type Change } from "./setup-program";
import { WriteWatch, type Moment } from "./write-watch";

const SUFFIX = "-killed";
/** Every so manyth write is also kept from the server; the others are the ones after which the program dies. */
const KEPT_BACK = 6;
const MOST_RUNS = 120;
const RUN_LIMIT_SECONDS = 60;

/**
 * The setup is killed after each of its writes, and before some, each time a little further on; what it has made in the
 * end is what an undisturbed run makes.
 */
export async function killedEverywhere(ctx: Context, server: RealServer, undisturbed: Census): Promise<void> {
  const setup = await SetupProgram.open(ctx, server);
  const watch = ctx.ending(new WriteWatch());
  const front = await watch.listen({ base: `http://127.0.0.1:${server.port}` });
  const { main, environment, companion } = await setup.prepare(renamed(front));
  const socket = await watch.listen({ socket: environment.SOCKET ?? "" }, join(ctx.tmp("watch"), "socket"));
  const kubernetes = await watch.listen({ base: setup.kubernetes });
  const here = { ...environment, SOCKET: socket, KUBERNETES_API: kubernetes };
  const seen = new Set<string>();
  let kills = 0;
  for (let runs = 1; ; runs++) {
    assert.ok(runs < MOST_RUNS, `killed ${kills} times, and still not at its end: ${[...seen].pop() ?? ""}`);
    const program = ctx.spawn("setup", process.execPath, [main], { environment: here });
    watch.strike = (moment, write) => {
      if (!isDue(seen, moment, write)) return false;
      seen.add(`${moment} ${write}`);
      kills++;
      program.signal("SIGKILL");
      return true;
    };
    assert.ok(await program.endsWithin(RUN_LIMIT_SECONDS), program.logs());
    const code = await program.exited;
    if (code === 0) break;
    assert.equal(code, 137, program.logs());
  }
  assert.equal(await companion.exited, 0, "the companion ends with the last run");
  assert.ok(kills > 30, `killed ${kills} times`);
  assert.deepEqual(await census(server, setup.secrets, SUFFIX), undisturbed);
}

function isDue(seen: ReadonlySet<string>, moment: Moment, write: string): boolean {
  if (seen.has(`${moment} ${write}`)) return false;
  return moment === "after" || (seen.size % KEPT_BACK === 0 && !seen.has(`after ${write}`));
}

/** The plan in a world of its own on the same server. */
function renamed(server: string): Change {
  return (text) =>
    JSON.stringify({ ...(JSON.parse(text) as object), server })
      .replaceAll('"operations', `"operations${SUFFIX}`)
      .replaceAll('"username":"weather"', `"username":"weather${SUFFIX}"`)
      .replaceAll('"username":"holdfast-setup"', `"username":"holdfast-setup${SUFFIX}"`)
      .replaceAll('"name":"map"', `"name":"map${SUFFIX}"`);
}
