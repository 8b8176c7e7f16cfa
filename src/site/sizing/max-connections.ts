import { connectionSum, CONNECTION_SOURCE, type ConnectionDemand } from "./connections";
import { roundUp, type Sized } from "./sized";

const STEP = 10;

/** PostgreSQL max_connections: the sum of all pools with one Mattermost server more, as in a rolling update. */
export function sizeMaxConnections(demand: ConnectionDemand): Sized<number> {
  const rolling = connectionSum({ ...demand, appNodes: demand.appNodes + 1 });
  return {
    value: roundUp(rolling.total, STEP),
    reason: `during a rolling update (${demand.appNodes} + 1 nodes): ${rolling.formula} = ${rolling.total}, rounded up`,
    source: CONNECTION_SOURCE,
  };
}
