import { Connections } from "../../../src/constructs/kubernetes/connections";
import { Namespace } from "../../../src/constructs/kubernetes/namespace";
import type { Site } from "../../../src/site/site";
import { resolveSite } from "../../../src/site/resolve";
import { monitoringOf } from "../../../src/stacks/services/monitoring";
import { manifestsOf } from "../../contract/releases";
import { cloud } from "../../site/rules/cases/azure";
import { baseSpec } from "../../site/rules/sites";
import { synth, testStack } from "../../support/synth";

/** Two sides in the cluster, one of them with metrics, and one outside; what is read of them. */
function read(monitored: boolean) {
  const spec = baseSpec();
  cloud(spec);
  if (monitored) spec.azure!.monitoring = {};
  const site: Site = resolveSite(spec, { directory: "/sites" }).site;
  const stack = testStack();
  const pods = (name: string) => ({ namespace: "chat", labels: { "app.kubernetes.io/name": name } });
  const metrics = { name: "metrics", port: 9187 };
  const served = new Connections(stack, "Served", { name: "served", pods: pods("served"), ports: [metrics] });
  const silent = new Connections(stack, "Silent", { name: "silent", pods: pods("silent") });
  const outside = new Connections(stack, "Outside", {
    name: "outside",
    addresses: ["192.0.2.1/32"],
    ports: [metrics],
  });
  monitoringOf(stack, site, Namespace.fromName(stack, "Namespace", "chat"));
  return { incoming: [served, silent, outside].map((side) => side.incoming), stack };
}

test("pods with a port for metrics are named to Azure's add-on, and let it in on that port alone", () => {
  const { incoming, stack } = read(true);
  expect(incoming.map((each) => each.map(({ from, port }) => [from.sideName, port.port]))).toEqual([
    [["ama-metrics", 9187]],
    [],
    [],
  ]);
  expect(manifestsOf({ ...synth(stack) })).toMatchObject([
    {
      apiVersion: "azmonitoring.coreos.com/v1",
      kind: "PodMonitor",
      spec: {
        namespaceSelector: { matchNames: ["chat"] },
        selector: { matchLabels: { "app.kubernetes.io/name": "served" } },
        podMetricsEndpoints: [{ port: "metrics", path: "/metrics" }],
      },
    },
  ]);
});

test("nobody is let in where Azure keeps no metrics", () => {
  const { incoming, stack } = read(false);
  expect(incoming.flat()).toEqual([]);
  expect(manifestsOf({ ...synth(stack) })).toEqual([]);
});
