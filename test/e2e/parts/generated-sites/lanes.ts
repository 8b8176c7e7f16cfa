/**
 * Works through the items in as many lanes at a time as are given. Everything is tried; what failed is told together.
 * @param lanes what each of them works with
 */
export async function inLanes<Lane, T>(
  lanes: readonly Lane[],
  items: readonly T[],
  work: (item: T, lane: Lane) => Promise<void>,
): Promise<void> {
  const rest = [...items];
  const failures: string[] = [];
  const run = async (lane: Lane): Promise<void> => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) {
      await work(item, lane).catch((error: unknown) => {
        failures.push(error instanceof Error ? error.message : String(error));
      });
    }
  };
  await Promise.all(lanes.map(run));
  if (failures.length > 0) throw new Error(failures.join("\n"));
}
