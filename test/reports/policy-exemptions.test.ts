import { parseAllDocuments } from "yaml";
import { policyExemptions } from "../../src/reports/policy-exemptions";

const request = { namespace: "media", name: "rtcd", mediaPort: 8443, routers: 2 } as const;

test.each([
  ["host-network", ["disallow-host-namespaces", "disallow-host-ports"], ["Pod", "StatefulSet"]],
  ["node-port", ["restrict-nodeport"], ["Service"]],
  ["load-balancer", ["no-loadbalancer-service"], ["Service"]],
] as const)("by %s Kyverno excepts these rules, for the routers alone", (exposure, policies, kinds) => {
  const { kyverno } = policyExemptions({ ...request, exposure });
  const [cel, exception] = parseAllDocuments(kyverno).map((each) => each.toJS() as unknown) as [
    CelException,
    PolicyException,
  ];
  expect(cel).toMatchObject({ apiVersion: "policies.kyverno.io/v1beta1", kind: "PolicyException" });
  expect(cel.spec.policyRefs.map((each) => each.name)).toEqual(policies);
  expect(exception).toMatchObject({ apiVersion: "kyverno.io/v2", kind: "PolicyException" });
  expect(exception.spec.exceptions.map((each) => each.policyName)).toEqual(policies);
  expect(exception.spec.exceptions.every((each) => each.ruleNames.length > 0)).toBe(true);
  expect(exception.spec.match.any).toEqual([
    { resources: { kinds, namespaces: ["media"], names: ["rtcd", "rtcd-*"] } },
  ]);
});

test.each([
  ["host-network", ["K8sPSPHostNamespace", "K8sPSPHostNetworkingPorts"]],
  ["node-port", ["K8sBlockNodePort"]],
  ["load-balancer", ["K8sBlockLoadBalancer"]],
] as const)("by %s Gatekeeper's constraints leave out the routers' namespace", (exposure, kinds) => {
  const { gatekeeper } = policyExemptions({ ...request, exposure });
  const constraints = parseAllDocuments(gatekeeper).map((each) => each.toJS() as Constraint);
  expect(constraints.map((each) => each.kind)).toEqual(kinds);
  for (const each of constraints) {
    expect(each.apiVersion).toBe("constraints.gatekeeper.sh/v1beta1");
    expect(each.spec.match.excludedNamespaces).toEqual(["media"]);
  }
});

test("the request names the level, the ports and what still holds", () => {
  const { text } = policyExemptions({ ...request, exposure: "host-network" });
  expect(text).toContain("Pod Security of the namespace: privileged.");
  expect(text).toContain("8443 UDP and TCP");
});

test("routers by TURN alone need no exemption", () => {
  expect(policyExemptions({ ...request, exposure: "turn-only" })).toEqual({
    kyverno: "",
    gatekeeper: "",
    text: "",
  });
});

interface CelException {
  readonly spec: { readonly policyRefs: readonly { readonly name: string }[] };
}

interface PolicyException {
  readonly spec: {
    readonly exceptions: readonly { readonly policyName: string; readonly ruleNames: readonly string[] }[];
    readonly match: { readonly any: unknown };
  };
}

interface Constraint {
  readonly apiVersion: string;
  readonly kind: string;
  readonly spec: { readonly match: { readonly excludedNamespaces: readonly string[] } };
}
