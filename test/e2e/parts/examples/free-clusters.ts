import type { Context } from "../../context";
import { TrialCluster, type TrialClusterOptions } from "./trial-cluster";

/** Clusters that are as they were when they started, by what they last with. */
const FREE = new WeakMap<Context, TrialCluster>();

/** The cluster that an earlier chapter of this process gave back, or a new one. */
export async function freeCluster(ctx: Context, options: TrialClusterOptions): Promise<TrialCluster> {
  const lasting = ctx.lasting();
  const free = FREE.get(lasting);
  if (free === undefined) return TrialCluster.start(lasting, options);
  FREE.delete(lasting);
  await free.kubernetes.replaceNodes(options);
  return free;
}

/** For the next chapter, once nothing of this one is left. A chapter that failed keeps its cluster to itself. */
export function giveBack(cluster: TrialCluster): void {
  FREE.set(cluster.ctx, cluster);
}
