import { parseAllDocuments } from "yaml";
import { siteExemptions, exemptionsText } from "../../src/reports/site-exemptions";
import { resolveSite } from "../../src/site/resolve";
import { siteSpec, type SiteSpec } from "../../src/site/spec";
import { buildApp } from "../../src/stacks/build-app";
import { baseSpec } from "../site/rules/sites";

type Exposure = Extract<NonNullable<SiteSpec["calls"]>["router"], { kind: "rtcd" }>["exposure"];

const nodeNetworks = ["10.20.30.0/24"];

function exemptions(exposure: Exposure, recording?: object) {
  const calls = { router: { kind: "rtcd", exposure, routers: 2 }, recording };
  const spec = siteSpec.parse({ ...baseSpec(), calls });
  const { site } = resolveSite(spec, { directory: "/sites" });
  return siteExemptions(buildApp([site], { writeTo: "/nowhere" }));
}

const named = (found: ReturnType<typeof exemptions>) =>
  found.requests.map(({ name, namespace }) => `${namespace}/${name}`);

const PROXY = "outpost-kestrel/nginx-load-balancer";

test.each<[Exposure, readonly string[]]>([
  [{ kind: "host-network", nodeNetworks }, ["outpost-kestrel-media/rtcd-host-network", PROXY]],
  [{ kind: "node-port", ports: [30_843, 30_844], nodeNetworks }, [PROXY, "outpost-kestrel/rtcd-node-port"]],
  [
    { kind: "load-balancer", addresses: ["10.20.30.5", "10.20.30.6"] },
    [PROXY, "outpost-kestrel/rtcd-load-balancer"],
  ],
])("what is reached from outside asks for it: %j", (exposure, wanted) => {
  expect(named(exemptions(exposure))).toEqual(wanted);
});

test("the request says which Services and ports, why, and at which level", () => {
  const nodePorts = exemptions({ kind: "node-port", ports: [30_843, 30_844], nodeNetworks });
  const routers = nodePorts.requests.find(({ name }) => name === "rtcd-node-port");
  expect(routers?.text).toContain("type NodePort: rtcd-0, rtcd-1.");
  expect(routers?.text).toContain("30843 TCP, 30843 UDP, 30844 TCP, 30844 UDP");
  expect(routers?.text).toContain("Pod Security of the namespace: restricted.");
  const { requests } = exemptions({ kind: "host-network", nodeNetworks });
  expect(requests[0]?.text).toMatch(/nodes' addresses[^]*Pod Security of the namespace: privileged\./);
});

test("recordings ask for their jobs' namespace", () => {
  const found = exemptions({ kind: "load-balancer", addresses: ["10.20.30.5", "10.20.30.6"] }, {});
  expect(named(found)).toContain("outpost-kestrel-calls-jobs/calls-jobs");
  expect(exemptionsText(found)).toContain("## calls-jobs in outpost-kestrel-calls-jobs");
});

test("each constraint of Gatekeeper is there once, and each exception has a name of its own", () => {
  const { kyverno, gatekeeper } = exemptions(
    { kind: "load-balancer", addresses: ["10.20.30.5", "10.20.30.6"] },
    {},
  );
  const kinds = documents(gatekeeper).map(({ kind }) => kind);
  expect(new Set(kinds).size).toBe(kinds.length);
  expect(kinds).toContain("K8sBlockLoadBalancer");
  const names = documents(kyverno).map(
    ({ apiVersion, metadata: { name, namespace } }) => `${apiVersion} ${namespace ?? ""}/${name}`,
  );
  expect(new Set(names).size).toBe(names.length);
  expect(names).toHaveLength(6);
});

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

function documents(yaml: string): readonly Manifest[] {
  return parseAllDocuments(yaml).map((each) => each.toJS() as Manifest);
}
