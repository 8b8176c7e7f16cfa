import * as fc from "fast-check";
import type { SiteClusterDatabase } from "../../../src/site/site";
import { serversNeeded } from "../../../src/site/sizing/app";
import { connectionDemand, connectionSum } from "../../../src/site/sizing/connections";
import { erasureSetSize, writeQuorum } from "../../../src/catalog/erasure-coding";
import { sizeFiles } from "../../../src/site/sizing/object-store";
import { cpus, mebibytes } from "../../../src/site/sizing/quantities";
import { resolveSample, type Sample } from "./sample";

/** Volumes end at 1 Ei, beyond any site. */
const LARGEST_DRIVE_GIB = 1024 ** 3;

const users = fc.oneof(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 1, max: 1_000_000 }));
const nodes = fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 100 }));
const people = fc.record({
  concurrentShare: fc.double({ min: 0.01, max: 1, noNaN: true }),
  growthPerYear: fc.oneof(fc.constant(0), fc.double({ min: 1e-9, max: 10, noNaN: true })),
  planningYears: fc.double({ min: 0.1, max: 20, noNaN: true }),
  existingPosts: fc.integer({ min: 0, max: 1e9 }),
});
const anySample: fc.Arbitrary<Sample> = fc.record({ users, nodes, people, licensed: fc.boolean() });

/** What a site gets, as plain numbers. */
function resolved(sample: Sample) {
  const { site } = resolveSample(sample);
  const { database, objectStore } = site;
  if (database.kind !== "cluster" || objectStore.kind !== "cluster")
    throw new Error("clusters were expected");
  return { site, database, objectStore };
}

function parameter(database: SiteClusterDatabase, name: string): number {
  return Number((database.parameters[name] ?? "").replace(/MB$/, ""));
}

describe("any site", () => {
  test("has room for all connections, also with one server more", () => {
    fc.assert(
      fc.property(anySample, (sample) => {
        const { site, database } = resolved(sample);
        const demand = connectionDemand(site.mattermost, database);
        const rolling = connectionSum({ ...demand, appNodes: demand.appNodes + 1 });
        expect(database.maxConnections).toBeGreaterThanOrEqual(rolling.total);
        expect(database.maxConnections).toBe(parameter(database, "max_connections"));
        expect(database.pooler?.maxClientConnections).toBeGreaterThanOrEqual(
          (site.mattermost.replicas + 1) * site.mattermost.maxOpenConnections,
        );
        expect(site.mattermost.maxIdleConnections * 2).toBe(site.mattermost.maxOpenConnections);
      }),
    );
  });

  test("runs at most one pod of a kind on a node, and one server more than needed where the nodes allow it", () => {
    fc.assert(
      fc.property(anySample, (sample) => {
        const { site, database, objectStore } = resolved(sample);
        expect(site.mattermost.replicas).toBeLessThanOrEqual(sample.nodes);
        expect(database.instances + database.searchReplicas).toBeLessThanOrEqual(sample.nodes);
        expect(objectStore.servers).toBeLessThanOrEqual(sample.nodes);
        expect(site.proxy.replicas).toBeLessThanOrEqual(sample.nodes);
        if (sample.licensed === false) expect(site.mattermost.replicas).toBe(1);
        else {
          const wanted = serversNeeded(site.people.concurrentUsers).value + 1;
          expect(site.mattermost.replicas).toBe(Math.min(wanted, sample.nodes, 50));
        }
      }),
    );
  });

  test("gives PostgreSQL parameters that fit its memory and its log volume", () => {
    fc.assert(
      fc.property(anySample, (sample) => {
        const { database } = resolved(sample);
        const memory = mebibytes(database.resources.memory);
        const log = mebibytes(database.walStorage);
        const value = (name: string) => parameter(database, name);
        const maintenance = value("maintenance_work_mem") * (value("autovacuum_max_workers") + 1);
        expect(value("shared_buffers") + maintenance).toBeLessThan(memory * 0.75);
        expect(value("work_mem")).toBeGreaterThanOrEqual(4);
        expect(value("min_wal_size")).toBeLessThan(value("max_wal_size"));
        expect(value("max_slot_wal_keep_size") + value("max_wal_size")).toBeLessThan(log);
        expect(value("wal_keep_size")).toBeLessThan(value("max_slot_wal_keep_size"));
        expect(value("max_parallel_workers")).toBeLessThanOrEqual(value("max_worker_processes"));
        for (const text of Object.values(database.parameters))
          expect(text).toMatch(/^(on|\d+(\.\d+)?|\d+MB)$/);
      }),
    );
  });

  test("has a store that keeps its files and no parity above half", () => {
    fc.assert(
      fc.property(anySample, (sample) => {
        const { site, objectStore } = resolved(sample);
        const set = erasureSetSize(objectStore.servers * objectStore.drivesPerServer);
        expect(objectStore.parity * 2).toBeLessThanOrEqual(set);
        const quorum = writeQuorum(set, objectStore.parity);
        if (objectStore.servers > 1)
          expect(set - Math.ceil(set / objectStore.servers)).toBeGreaterThanOrEqual(quorum);
        const raw = mebibytes(objectStore.driveSize) * objectStore.servers * objectStore.drivesPerServer;
        const usable = (raw * (set - objectStore.parity)) / set / 1024;
        expect(usable).toBeGreaterThanOrEqual(Math.min(sizeFiles(site.people).value, LARGEST_DRIVE_GIB));
      }),
    );
  });

  test("never gets fewer connections or smaller disks for more users", () => {
    fc.assert(
      fc.property(anySample, fc.integer({ min: 0, max: 500_000 }), (sample, more) => {
        const small = resolved(sample);
        const large = resolved({ ...sample, users: Math.min(1_000_000, sample.users + more) });
        const measures = ({ site, database }: typeof small) => [
          site.mattermost.replicas,
          site.mattermost.maxOpenConnections,
          database.maxConnections,
          database.instances,
          cpus(database.resources.cpu),
          mebibytes(database.resources.memory),
          mebibytes(database.storage),
          mebibytes(database.walStorage),
          sizeFiles(site.people).value,
        ];
        measures(large).forEach((measure, index) => {
          expect(measure).toBeGreaterThanOrEqual(measures(small)[index] ?? 0);
        });
      }),
    );
  });
});

test("NGINX holds two connections of two devices of everybody, also with one pod lost", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400_000 }), nodes, (count, size) => {
      const { proxy, people: planned } = resolved({ users: count, nodes: size }).site;
      const survivors = Math.max(1, proxy.replicas - 1);
      const capacity = survivors * proxy.workers * proxy.workerConnections;
      expect(capacity).toBeGreaterThanOrEqual(planned.concurrentUsers * 4);
    }),
  );
});

describe("a small site", () => {
  const requests = (sample: Sample) => {
    const { site, database, objectStore } = resolved(sample);
    const parts = [
      [site.mattermost.replicas, site.mattermost.resources],
      [database.instances, database.resources],
      [objectStore.servers, objectStore.resources],
      [site.proxy.replicas, site.proxy.resources],
    ] as const;
    return {
      cpu: parts.reduce((sum, [count, resources]) => sum + count * cpus(resources.cpu), 0),
      gibibytes: parts.reduce(
        (sum, [count, resources]) => sum + (count * mebibytes(resources.memory)) / 1024,
        0,
      ),
    };
  };

  test.each([
    [50, 1, 4, 8],
    [200, 1, 4, 8],
    [800, 1, 6, 16],
    [800, 3, 12, 40],
    [2000, 3, 16, 68],
  ])("%d users on %d nodes ask for at most %d CPUs and %d GiB", (count, size, cpu, gibibytes) => {
    const asked = requests({ users: count, nodes: size });
    expect(asked.cpu).toBeLessThanOrEqual(cpu);
    expect(asked.gibibytes).toBeLessThanOrEqual(gibibytes);
  });
});
