import { Construct } from "constructs";
import { clusterOf, describeCluster } from "../../../src/constructs/kubernetes/cluster";
import { kubernetesApi } from "../../../src/constructs/kubernetes/kubernetes-api";
import { labelsOf } from "../../../src/constructs/kubernetes/labels";
import { testStack } from "../../support/synth";

describe("the cluster", () => {
  test("is known everywhere below", () => {
    const stack = testStack({ domain: "outpost.example", labels: { a: "b" } });
    const deep = new Construct(new Construct(stack, "A"), "B");
    expect(clusterOf(deep)).toEqual({ domain: "outpost.example", labels: { a: "b" } });
  });

  test("has defaults, also for values that are given as undefined", () => {
    expect(clusterOf(testStack())).toEqual({ domain: "cluster.local", labels: {} });
    expect(clusterOf(testStack({ domain: undefined, labels: undefined }))).toMatchObject({
      domain: "cluster.local",
      labels: {},
    });
    expect(clusterOf(new Construct(undefined as never, ""))).toEqual({ domain: "cluster.local", labels: {} });
  });

  test("can be described for one part of the tree only", () => {
    const stack = testStack({ domain: "a.example" });
    const part = new Construct(stack, "Part");
    describeCluster(part, { domain: "b.example" });
    expect([clusterOf(stack).domain, clusterOf(part).domain]).toEqual(["a.example", "b.example"]);
  });

  test("must be described before there is anything in it", () => {
    const stack = testStack();
    expect(() => {
      describeCluster(stack, {});
    }).toThrow();
  });

  test("gives its labels to all, but never over our own", () => {
    const stack = testStack({ labels: { team: "signals", "app.kubernetes.io/name": "theirs" } });
    expect(labelsOf(stack, "chat")).toEqual({
      team: "signals",
      "app.kubernetes.io/name": "chat",
      "app.kubernetes.io/managed-by": "holdfast",
    });
  });
});

describe("the API server", () => {
  test("is reached before and behind its Service, at the addresses that are known", () => {
    const api = kubernetesApi(testStack({ apiServerAddresses: ["192.0.2.10/32"] }));
    expect(api.addresses).toEqual(["192.0.2.10/32"]);
    expect(api.ports.map(({ port }) => port)).toEqual([443, 6443]);
    expect(kubernetesApi(testStack()).addresses).toBeUndefined();
  });
});
