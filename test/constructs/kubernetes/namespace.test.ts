import { Connections } from "../../../src/constructs/kubernetes/connections";
import { Namespace, type NamespaceProps } from "../../../src/constructs/kubernetes/namespace";
import { isAllowed, type Pod, type Protocol } from "../../support/network-policy-evaluator";
import { policyFromTerraform } from "../../support/network-policy-terraform";
import { problemCodes, synth, testStack } from "../../support/synth";
import { at, onlyResource, resourcesOf } from "../../support/terraform-json";

function labels(props: Partial<NamespaceProps> = {}): unknown {
  const stack = testStack({ labels: { "example.com/exercise": "kestrel" } });
  new Namespace(stack, "Namespace", { name: "outpost", ...props });
  return at(onlyResource(synth(stack), "kubernetes_namespace_v1"), "metadata").labels;
}

function level(name: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    ["enforce", "warn", "audit"].map((mode) => [`pod-security.kubernetes.io/${mode}`, name]),
  );
}

describe("a namespace", () => {
  test("enforces the strictest Pod Security and carries the site's labels", () => {
    expect(labels()).toEqual({
      "example.com/exercise": "kestrel",
      "app.kubernetes.io/name": "outpost",
      "app.kubernetes.io/managed-by": "holdfast",
      ...level("restricted"),
    });
  });

  test.each(["baseline", "privileged"] as const)("can be %s for a reason only", (podSecurity) => {
    const reason = "the driver loads a module into the node";
    expect(labels({ podSecurity, podSecurityReason: reason })).toMatchObject(level(podSecurity));
    expect(problemCodes(() => labels({ podSecurity }))).toEqual(["HF3004"]);
    const namespace = new Namespace(testStack(), "N", { name: "n", podSecurity, podSecurityReason: reason });
    expect([namespace.podSecurity, namespace.podSecurityReason]).toEqual([podSecurity, reason]);
  });

  test.each(["", "   ", "because"])("refuses %j for a reason", (podSecurityReason) => {
    expect(problemCodes(() => labels({ podSecurity: "baseline", podSecurityReason }))).toEqual(["HF3004"]);
  });

  test("of somebody else is left alone", () => {
    const stack = testStack();
    expect(Namespace.fromName(stack, "Theirs", "theirs").namespaceName).toBe("theirs");
    expect(resourcesOf(synth(stack))).toEqual([]);
  });
});

describe("the default of a namespace", () => {
  const stack = testStack();
  const namespace = new Namespace(stack, "Namespace", { name: "outpost" });
  const policies = resourcesOf(synth(stack))
    .filter(({ type }) => type === "kubernetes_network_policy_v1")
    .map(({ body }) => policyFromTerraform(body));
  const pod: Pod = { name: "a", namespace: "outpost", labels: { any: "thing" } };
  const neighbour: Pod = { ...pod, name: "b" };
  const dns: Pod = { name: "dns", namespace: "kube-system", labels: { "k8s-app": "kube-dns" } };
  const impostor: Pod = { ...dns, namespace: "elsewhere" };

  test.each<[string, Pod | string, number, Protocol, boolean]>([
    ["names over UDP", dns, 53, "UDP", true],
    ["names over TCP", dns, 53, "TCP", true],
    ["the name servers' other ports", dns, 9153, "TCP", false],
    ["pods elsewhere that look like name servers", impostor, 53, "UDP", false],
    ["other name servers", "192.0.2.53", 53, "UDP", false],
    ["pods of the same namespace", neighbour, 80, "TCP", false],
    ["the internet", "198.51.100.1", 443, "TCP", false],
  ])("out to %s", (_, to, port, protocol, allowed) => {
    const end = typeof to === "string" ? { ip: to } : { pod: to };
    expect(isAllowed({ policies }, { from: { pod }, to: end, port, protocol })).toBe(allowed);
  });

  test.each<[string, Pod | string]>([
    ["pods of the same namespace", neighbour],
    ["pods of other namespaces", impostor],
    ["name servers", dns],
    ["outside", "198.51.100.1"],
  ])("nothing in from %s", (_, from) => {
    const end = typeof from === "string" ? { ip: from } : { pod: from };
    for (const port of [53, 80, 443]) {
      expect(isAllowed({ policies }, { from: end, to: { pod }, port })).toBe(false);
    }
  });

  test("is a connection, so reports see it", () => {
    expect(
      Connections.allBelow(namespace).map(({ to, port }) => `${to.sideName} ${port.protocol ?? "TCP"}`),
    ).toEqual(["cluster-dns UDP", "cluster-dns TCP"]);
  });
});
