import fc from "fast-check";
import { erasureSetSize, erasureTolerance } from "../../src/catalog/erasure-coding";

// Quorums as the store's vendor documents them for 4 drives (EC:2), 8 drives (EC:4) and 16 drives (EC:4).
test.each([
  // servers, drives, parity, set, sets, read drives, write drives, read servers, write servers
  [1, 1, 0, 1, 1, 0, 0, 0, 0],
  [1, 4, 2, 4, 1, 2, 1, 0, 0],
  [1, 4, 1, 4, 1, 1, 1, 0, 0],
  [2, 2, 2, 4, 1, 2, 1, 1, 0],
  [3, 1, 1, 3, 1, 1, 1, 1, 1],
  [4, 1, 2, 4, 1, 2, 1, 2, 1],
  [4, 2, 4, 8, 1, 4, 3, 2, 1],
  [4, 4, 4, 16, 1, 4, 4, 1, 1],
  [8, 1, 4, 8, 1, 4, 3, 4, 3],
  [8, 4, 4, 16, 2, 4, 4, 2, 2],
  [6, 3, 4, 9, 2, 4, 4, 2, 2],
  [4, 1, 0, 4, 1, 0, 0, 0, 0],
])(
  "%d servers × %d drives, EC:%d",
  (servers, drivesPerServer, parity, setSize, sets, readDrives, writeDrives, readServers, writeServers) => {
    expect(erasureTolerance({ servers, drivesPerServer, parity })).toEqual({
      setSize,
      sets,
      drivesForReads: readDrives,
      drivesForWrites: writeDrives,
      serversForReads: readServers,
      serversForWrites: writeServers,
    });
  },
);

const layouts = fc
  .record({ servers: fc.integer({ min: 1, max: 32 }), drivesPerServer: fc.integer({ min: 1, max: 16 }) })
  .chain((shape) => {
    const set = erasureSetSize(shape.servers * shape.drivesPerServer);
    return fc.record({
      servers: fc.constant(shape.servers),
      drivesPerServer: fc.constant(shape.drivesPerServer),
      parity: fc.integer({ min: 0, max: Math.floor(set / 2) }),
    });
  });

test("what is lost is never written or read by two halves, and writes never survive more than reads", () => {
  fc.assert(
    fc.property(layouts, (layout) => {
      const { setSize, sets, drivesForReads, drivesForWrites, serversForReads, serversForWrites } =
        erasureTolerance(layout);
      const writers = setSize - drivesForWrites;
      expect(sets * setSize).toBe(layout.servers * layout.drivesPerServer);
      expect(setSize === 1 || 2 * writers > setSize).toBe(true);
      expect(drivesForWrites).toBeLessThanOrEqual(drivesForReads);
      expect(serversForWrites).toBeLessThanOrEqual(serversForReads);
      expect(serversForReads).toBeLessThan(layout.servers);
    }),
  );
});

test("losing as many servers as promised leaves every set its quorum, counted drive by drive", () => {
  fc.assert(
    fc.property(layouts, fc.nat(), (layout, seed) => {
      const { setSize, sets, drivesForWrites, serversForWrites } = erasureTolerance(layout);
      // The store lays drives over the servers in turn and cuts the row into sets.
      const servers = Array.from(
        { length: layout.servers * layout.drivesPerServer },
        (_, n) => n % layout.servers,
      );
      const lost = new Set(Array.from({ length: serversForWrites }, (_, n) => (seed + n) % layout.servers));
      for (let set = 0; set < sets; set += 1) {
        const drives = servers.slice(set * setSize, (set + 1) * setSize);
        expect(drives.filter((server) => lost.has(server)).length).toBeLessThanOrEqual(drivesForWrites);
      }
    }),
  );
});
