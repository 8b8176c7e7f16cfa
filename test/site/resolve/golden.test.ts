import type { Site } from "../../../src/site/site";
import { resolveSample } from "./sample";

/** What matters of a site on one line. */
function summary({ people, mattermost, database, objectStore, proxy }: Site) {
  if (database.kind !== "cluster" || objectStore.kind !== "cluster")
    throw new Error("clusters were expected");
  const { parameters, pooler } = database;
  return {
    concurrent: people.concurrentUsers,
    app: `${mattermost.replicas} × ${mattermost.resources.cpu}/${mattermost.resources.memory}`,
    pool: `${mattermost.maxOpenConnections}:${mattermost.maxIdleConnections}`,
    database: `${database.instances}+${database.searchReplicas} × ${database.resources.cpu}/${database.resources.memory}`,
    disks: `${database.storage} ${database.walStorage}`,
    connections: `${database.maxConnections} (${pooler?.instances} × ${pooler?.poolSize})`,
    memory: `${parameters.shared_buffers} ${parameters.work_mem} ${parameters.maintenance_work_mem}`,
    store: `${objectStore.servers} × ${objectStore.drivesPerServer} × ${objectStore.driveSize} EC:${objectStore.parity}`,
    proxy: `${proxy.replicas} × ${proxy.resources.cpu}/${proxy.resources.memory} ${proxy.workers} × ${proxy.workerConnections}`,
  };
}

test.each([
  [50, 1],
  [800, 3],
  [2000, 3],
  [20_000, 8],
  [100_000, 16],
  [200_000, 24],
])("sizes of %d users on %d nodes", (users, nodes) => {
  expect(summary(resolveSample({ users, nodes }).site)).toMatchSnapshot();
});
