import type { Construct } from "constructs";
import {
  Connections,
  type ConnectionsProps,
  type Port,
} from "../../../src/constructs/kubernetes/connections";
import { problemCodes, resourcesByName, synth, testStack } from "../../support/synth";
import { resourcesOf } from "../../support/terraform-json";

const WEB: Port = { name: "web", port: 8065 };
const METRICS: Port = { name: "metrics", port: 8067 };
const GOSSIP: readonly Port[] = [
  { name: "gossip", port: 8074 },
  { name: "gossip", port: 8074, protocol: "UDP" },
];

function side(scope: Construct, name: string, props: Partial<ConnectionsProps> = {}): Connections {
  const pods = { namespace: "outpost", labels: { app: name } };
  return new Connections(scope, name, { name, pods, ports: [WEB, METRICS], ...props });
}

/** Connections as `from>to port/protocol why`. */
function told(scope: Construct): readonly string[] {
  return Connections.allBelow(scope).map(
    ({ from, to, port, why }) =>
      `${from.sideName}>${to.sideName} ${port.port}/${port.protocol ?? "TCP"} ${why}`,
  );
}

describe("a connection", () => {
  test.each<[string, (a: Connections, b: Connections) => void, readonly string[]]>([
    [
      "goes to the first port when none is named",
      (a, b) => {
        a.allowTo(b, "queries");
      },
      ["a>b 8065/TCP queries"],
    ],
    [
      "goes to the named port",
      (a, b) => {
        a.allowTo(b, "scrapes", { port: "metrics" });
      },
      ["a>b 8067/TCP scrapes"],
    ],
    [
      "can be asked for by the listening side",
      (a, b) => {
        b.allowFrom(a, "queries");
      },
      ["a>b 8065/TCP queries"],
    ],
    [
      "can lead to itself",
      (a) => {
        a.allowTo(a, "gossip");
      },
      ["a>a 8065/TCP gossip"],
    ],
    [
      "is one, however often it is said",
      (a, b) => {
        a.allowTo(b, "queries");
        b.allowFrom(a, "queries");
        a.allowTo(b, "queries", { port: "web" });
      },
      ["a>b 8065/TCP queries"],
    ],
    [
      "is told for each reason",
      (a, b) => {
        a.allowTo(b, "queries");
        a.allowTo(b, "notifications");
      },
      ["a>b 8065/TCP queries", "a>b 8065/TCP notifications"],
    ],
  ])("%s", (_, connect, expected) => {
    const stack = testStack();
    connect(side(stack, "a"), side(stack, "b"));
    expect(told(stack)).toEqual(expected);
  });

  test("TCP and UDP of one name belong together", () => {
    const stack = testStack();
    const a = side(stack, "a", { ports: GOSSIP });
    a.allowTo(a, "gossip");
    expect(told(stack)).toEqual(["a>a 8074/TCP gossip", "a>a 8074/UDP gossip"]);
  });

  test("stands on both sides", () => {
    const stack = testStack();
    const [a, b] = [side(stack, "a"), side(stack, "b")];
    a.allowTo(b, "queries");
    expect(a.outgoing).toEqual(b.incoming);
    expect([a.incoming, b.outgoing]).toEqual([[], []]);
  });

  test.each<[string, Partial<ConnectionsProps>, string | undefined]>([
    ["an unknown port", {}, "wbe"],
    ["a port of somebody who does not listen", { ports: undefined }, undefined],
    ["the name of a port's number", {}, "8065"],
  ])("refuses %s", (_, listening, port) => {
    const stack = testStack();
    const listener = side(stack, "b", listening);
    expect(
      problemCodes(() => {
        side(stack, "a").allowTo(listener, "queries", { port });
      }),
    ).toEqual(["HF3001"]);
    expect(told(stack)).toEqual([]);
  });

  test("names the ports that there are", () => {
    const stack = testStack();
    const listener = side(stack, "b");
    expect(() => {
      side(stack, "a").allowTo(listener, "queries", { port: "wbe" });
    }).toThrow(/"b" has no port "wbe"; expected one of web, metrics/);
  });
});

describe("a group", () => {
  test("connects all of its members, both ways and with other groups", () => {
    const stack = testStack();
    const [a, b, c, d] = ["a", "b", "c", "d"].map((name) => side(stack, name));
    const group = (...members: readonly (Connections | undefined)[]) => ({
      connections: Connections.group(members.flatMap((each) => each ?? [])),
    });
    group(a, b).connections.allowTo(group(c, d), "queries");
    group(a).connections.allowFrom(group(d), "events", { port: "metrics" });
    expect(told(stack)).toEqual([
      "a>c 8065/TCP queries",
      "a>d 8065/TCP queries",
      "b>c 8065/TCP queries",
      "b>d 8065/TCP queries",
      "d>a 8067/TCP events",
    ]);
  });

  test("of groups is flat", () => {
    const stack = testStack();
    const [a, b] = [side(stack, "a"), side(stack, "b")];
    expect(Connections.group([Connections.group([a]), b]).members).toEqual([a, b]);
  });
});

describe("a list of connections", () => {
  test("can't be changed from outside", () => {
    const stack = testStack();
    const a = side(stack, "a");
    a.allowTo(a, "gossip");
    (a.outgoing as unknown[]).length = 0;
    expect(a.outgoing).toHaveLength(1);
  });

  test("holds what is below a scope, by its opening side", () => {
    const stack = testStack();
    const outside = side(stack, "outside");
    const inside = side(outside, "inside");
    outside.allowTo(inside, "in");
    inside.allowTo(outside, "out");
    expect(told(inside)).toEqual(["inside>outside 8065/TCP out"]);
    expect(told(stack)).toHaveLength(2);
  });
});

describe("a policy", () => {
  test("is there from the start and denies everything", () => {
    const stack = testStack();
    side(stack, "a");
    expect(resourcesByName(synth(stack), "kubernetes_network_policy_v1").a).toMatchObject({
      metadata: { name: "a", namespace: "outpost" },
      spec: {
        pod_selector: { match_labels: { app: "a" } },
        policy_types: ["Ingress", "Egress"],
        ingress: [],
        egress: [],
      },
    });
  });

  test("is made only for pods of ours", () => {
    const stack = testStack();
    side(stack, "theirs", { ownPolicy: false });
    new Connections(stack, "outside", { name: "outside", addresses: ["192.0.2.0/24"] });
    expect(resourcesOf(synth(stack))).toEqual([]);
  });
});
