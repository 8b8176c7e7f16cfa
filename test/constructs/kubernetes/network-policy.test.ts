import fc from "fast-check";
import { Connections, type Port } from "../../../src/constructs/kubernetes/connections";
import { Namespace } from "../../../src/constructs/kubernetes/namespace";
import { isAllowed, type Endpoint, type Pod, type Protocol } from "../../support/network-policy-evaluator";
import { policyFromTerraform } from "../../support/network-policy-terraform";
import { checkAgainstProviderSchema } from "../../support/provider-schema";
import { referenceMissing } from "../../support/reference";
import { resourcesByName, synth, testStack, type SynthesizedStack } from "../../support/synth";
import { at, resourcesOf, type Json } from "../../support/terraform-json";

const PORTS: readonly Port[] = [
  { name: "web", port: 8065 },
  { name: "gossip", port: 8074 },
  { name: "gossip", port: 8074, protocol: "UDP" },
];
const NAMESPACES = ["outpost", "base"] as const;
const OUTSIDE = ["192.0.2.0/24", "198.51.100.7/32"] as const;
const ELSEWHERE = "203.0.113.9";

interface Plan {
  /** Namespace of each side in the cluster. */
  readonly sides: readonly number[];
  readonly edges: readonly { readonly from: number; readonly to: number; readonly port: "web" | "gossip" }[];
}

/** Sides beyond the ones in the cluster are networks outside. */
const plans: fc.Arbitrary<Plan> = fc
  .array(fc.nat(NAMESPACES.length - 1), { minLength: 1, maxLength: 5 })
  .chain((sides) => {
    const any = fc.nat(sides.length + OUTSIDE.length - 1);
    const edge = fc.record({ from: any, to: any, port: fc.constantFrom("web" as const, "gossip" as const) });
    return fc.record({ sides: fc.constant(sides), edges: fc.array(edge, { maxLength: 8 }) });
  });

interface Built {
  readonly json: SynthesizedStack;
  readonly sides: readonly Connections[];
  readonly ends: readonly Endpoint[];
}

function build(plan: Plan): Built {
  const stack = testStack();
  const namespaces = NAMESPACES.map((name) => new Namespace(stack, name, { name }));
  const inside = plan.sides.map((namespace, index) => {
    const pods = { namespace: namespaces[namespace]!.namespaceName, labels: { app: `side-${index}` } };
    return new Connections(stack, `Side${index}`, { name: `side-${index}`, pods, ports: PORTS });
  });
  const outside = OUTSIDE.map(
    (cidr, index) =>
      new Connections(stack, `Outside${index}`, {
        name: `outside-${index}`,
        addresses: [cidr],
        ports: PORTS,
      }),
  );
  const sides = [...inside, ...outside];
  for (const { from, to, port } of plan.edges) sides[from]!.allowTo(sides[to]!, "traffic", { port });
  const pods = inside.map(({ pods: selector, sideName }): Endpoint => ({
    pod: { name: sideName, namespace: selector!.namespace, labels: { ...selector!.labels } },
  }));
  return { json: synth(stack), sides, ends: [...pods, { ip: "192.0.2.77" }, { ip: "198.51.100.7" }] };
}

function policiesOf(json: SynthesizedStack): ReturnType<typeof policyFromTerraform>[] {
  return resourcesOf(json)
    .filter(({ type }) => type === "kubernetes_network_policy_v1")
    .map(({ body }) => policyFromTerraform(body));
}

describe("policies and connections", () => {
  test("say the same, for any sides and connections, both ways", () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const { json, sides, ends } = build(plan);
        const world = { policies: policiesOf(json) };
        const wanted = new Set(
          sides.flatMap((side) =>
            side.outgoing.map(({ to, port }) => key(sides.indexOf(side), sides.indexOf(to), port)),
          ),
        );
        for (const [from, source] of ends.entries()) {
          for (const [to, target] of ends.entries()) {
            if (!("pod" in source) && !("pod" in target)) continue;
            for (const port of [...PORTS, { name: "other", port: 9999 }]) {
              const attempt = { from: twinOf(source), to: target, port: port.port, protocol: port.protocol };
              expect([from, to, port, isAllowed(world, attempt)]).toEqual([
                from,
                to,
                port,
                wanted.has(key(from, to, port)),
              ]);
            }
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  test("hold for any order in which the connections are made: the same bytes", () => {
    const shuffled = plans.chain((plan) =>
      fc.record({
        plan: fc.constant(plan),
        edges: fc.shuffledSubarray([...plan.edges], { minLength: plan.edges.length }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ plan, edges }) => {
        expect(JSON.stringify(build({ ...plan, edges }).json)).toBe(JSON.stringify(build(plan).json));
      }),
      { numRuns: 20 },
    );
  });
});

/** Another pod of the same labels: what a pod says to itself no policy sees. */
function twinOf(end: Endpoint): Endpoint {
  return "pod" in end ? { pod: { ...end.pod, name: `${end.pod.name}-twin` } } : end;
}

function key(from: number, to: number, port: Port): string {
  return `${from}>${to} ${port.port}/${port.protocol ?? "TCP"}`;
}

describe("peers outside the cluster", () => {
  const pod: Pod = { name: "a-0", namespace: "outpost", labels: { app: "a" } };

  function world(addresses: readonly string[] | undefined): {
    policies: ReturnType<typeof policiesOf>;
    spec: Json;
  } {
    const stack = testStack();
    const a = new Connections(stack, "A", {
      name: "a",
      pods: { namespace: "outpost", labels: { app: "a" } },
      ports: PORTS,
    });
    const outside = new Connections(stack, "Outside", { name: "outside", addresses, ports: PORTS });
    a.allowTo(outside, "sends mail");
    outside.allowTo(a, "people");
    const json = synth(stack);
    if (referenceMissing === undefined) expect(checkAgainstProviderSchema(json)).toEqual([]);
    return {
      policies: policiesOf(json),
      spec: at(resourcesByName(json, "kubernetes_network_policy_v1").a!, "spec"),
    };
  }

  const cases: readonly (readonly [string, readonly string[] | undefined, string, boolean])[] = [
    ["any address, when none is given", undefined, ELSEWHERE, true],
    ["any address of version 6, too", undefined, "2001:db8::7", true],
    ["an address inside", ["192.0.2.0/24", "2001:db8::/32"], "192.0.2.5", true],
    ["an address of version 6 inside", ["192.0.2.0/24", "2001:db8::/32"], "2001:db8::5", true],
    ["an address outside", ["192.0.2.0/24"], ELSEWHERE, false],
    ["nobody, when the list of addresses is empty", [], ELSEWHERE, false],
  ];

  test.each(cases)("%s", (_, addresses, ip, allowed) => {
    const { policies } = world(addresses);
    for (const protocol of ["TCP", "UDP"] as readonly Protocol[]) {
      const expected = protocol === "TCP" && allowed;
      expect(isAllowed({ policies }, { from: { pod }, to: { ip }, port: 8065, protocol })).toBe(expected);
      expect(isAllowed({ policies }, { from: { ip }, to: { pod }, port: 8065, protocol })).toBe(expected);
    }
  });

  test("open their own ports only", () => {
    const { policies } = world(undefined);
    expect(isAllowed({ policies }, { from: { pod }, to: { ip: ELSEWHERE }, port: 443 })).toBe(false);
  });

  test("stand in one rule each, with the ports in order", () => {
    const stack = testStack();
    const pods = { namespace: "outpost", labels: { app: "a" } };
    const a = new Connections(stack, "A", { name: "a", pods, ports: PORTS });
    a.allowTo(a, "b", { port: "gossip" });
    a.allowTo(a, "a", { port: "web" });
    const { egress, ingress } = at(resourcesByName(synth(stack), "kubernetes_network_policy_v1").a!, "spec");
    const ports = [
      { port: "8065", protocol: "TCP" },
      { port: "8074", protocol: "TCP" },
      { port: "8074", protocol: "UDP" },
    ];
    expect(egress).toEqual([{ to: expect.any(Array) as unknown, ports }]);
    expect(ingress).toEqual([{ from: expect.any(Array) as unknown, ports }]);
  });
});
