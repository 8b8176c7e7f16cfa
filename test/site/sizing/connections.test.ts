import { connectionDemand, connectionSum, type ConnectionDemand } from "../../../src/site/sizing/connections";
import type { SiteExternalDatabase } from "../../../src/site/site";

const RESERVE = 10 + 3;

describe("connectionSum", () => {
  test.each<[string, ConnectionDemand, number]>([
    [
      "one server, writer direct",
      { appNodes: 1, maxOpenConnections: 20, writer: { kind: "direct" }, readerEntries: 0 },
      20 + 2 + 5 + RESERVE,
    ],
    [
      "three servers, writer direct, named once as reader",
      { appNodes: 3, maxOpenConnections: 100, writer: { kind: "direct" }, readerEntries: 1 },
      300 + 300 + 6 + 15 + RESERVE,
    ],
    [
      "three servers, writer behind two PgBouncers",
      {
        appNodes: 3,
        maxOpenConnections: 100,
        writer: { kind: "pooler", instances: 2, poolSize: 40 },
        readerEntries: 1,
      },
      80 + 300 + 6 + 15 + 4 + RESERVE,
    ],
    [
      "a reader named as reader and as search reader",
      { appNodes: 2, maxOpenConnections: 50, writer: { kind: "none" }, readerEntries: 2 },
      200 + 4 + 10 + RESERVE,
    ],
  ])("%s", (_, demand, total) => {
    const sum = connectionSum(demand);
    expect(sum.total).toBe(total);
    const terms = [...sum.formula.matchAll(/(?:^|\+ )(\d+) /g)].map((match) => Number(match[1]));
    expect(terms.reduce((left, right) => left + right, 0)).toBe(total);
  });

  test("agrees with the vendor's example: 3 nodes, 100 connections, 3 servers are 900 in all", () => {
    const one = { appNodes: 3, maxOpenConnections: 100 };
    const rest = connectionSum({ ...one, writer: { kind: "none" }, readerEntries: 0 }).total;
    const writer = connectionSum({ ...one, writer: { kind: "direct" }, readerEntries: 0 }).total - rest;
    const reader = connectionSum({ ...one, writer: { kind: "none" }, readerEntries: 1 }).total - rest;
    expect(writer + 2 * reader).toBe(900);
  });
});

describe("connectionDemand", () => {
  const pools = { replicas: 2, maxOpenConnections: 50 };
  const host = (name: string) => ({ host: name, port: 5432 });
  const external = (part: Partial<SiteExternalDatabase>) =>
    connectionDemand(pools, {
      kind: "external",
      writer: host("a.example"),
      readers: [],
      searchReaders: [],
      pooling: "none",
      ...part,
    });

  test("of a cluster: any instance may write while it is still named as a reader", () => {
    expect(connectionDemand(pools, { kind: "cluster", instances: 3 })).toMatchObject({
      writer: { kind: "direct" },
      readerEntries: 1,
    });
    expect(connectionDemand(pools, { kind: "cluster", instances: 1 })).toMatchObject({ readerEntries: 0 });
  });

  test("of foreign servers: the busiest one", () => {
    expect(external({})).toMatchObject({ writer: { kind: "direct" }, readerEntries: 0 });
    expect(external({ readers: [host("A.example")] })).toMatchObject({
      writer: { kind: "direct" },
      readerEntries: 1,
    });
    expect(
      external({ readers: [host("b.example"), host("b.example")], searchReaders: [host("b.example")] }),
    ).toMatchObject({ writer: { kind: "none" }, readerEntries: 3 });
    expect(external({ pooling: "transaction" })).toMatchObject({
      writer: { kind: "none" },
      readerEntries: 0,
    });
  });
});
