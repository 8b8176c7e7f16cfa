import { Namespace } from "../../../src/constructs/kubernetes/namespace";
import { Service, type ServiceExposure } from "../../../src/constructs/kubernetes/service";
import { checkAgainstProviderSchema } from "../../support/provider-schema";
import { referenceMissing } from "../../support/reference";
import { synth, testStack } from "../../support/synth";
import { at, onlyResource, type Json } from "../../support/terraform-json";

function made(exposure?: ServiceExposure, domain?: string): { service: Service; resource: Json; spec: Json } {
  const stack = testStack(domain === undefined ? {} : { domain });
  const namespace = new Namespace(stack, "Namespace", { name: "outpost" });
  const service = new Service(stack, "Service", {
    name: "chat",
    namespace,
    selector: { app: "chat" },
    ports: [
      { port: 443, target: { name: "https", port: 8443 } },
      { port: 8074, target: { name: "gossip", port: 8074 } },
      { port: 8074, target: { name: "gossip", port: 8074, protocol: "UDP" } },
    ],
    exposure,
  });
  const json = synth(stack);
  if (referenceMissing === undefined) expect(checkAgainstProviderSchema(json)).toEqual([]);
  const resource = onlyResource(json, "kubernetes_service_v1");
  return { service, resource, spec: at(resource, "spec") };
}

describe("a service", () => {
  test("leads from its ports to the pods' ports", () => {
    const { spec } = made();
    expect(spec.selector).toEqual({ app: "chat" });
    expect(spec.port).toEqual([
      { name: "https", port: 443, target_port: "8443", protocol: "TCP" },
      { name: "gossip", port: 8074, target_port: "8074", protocol: "TCP" },
      { name: "gossip-udp", port: 8074, target_port: "8074", protocol: "UDP" },
    ]);
  });

  test.each<[string, ServiceExposure | undefined, Json, readonly string[]]>([
    [
      "inside the cluster by default",
      undefined,
      { type: "ClusterIP" },
      ["cluster_ip", "external_traffic_policy"],
    ],
    [
      "headless",
      { kind: "headless" },
      { type: "ClusterIP", cluster_ip: "None" },
      ["publish_not_ready_addresses"],
    ],
    [
      "headless, pods before they are ready",
      { kind: "headless", publishNotReady: true },
      { cluster_ip: "None", publish_not_ready_addresses: true },
      [],
    ],
    [
      "a load balancer, which keeps the client's address",
      { kind: "load-balancer", address: "192.0.2.9", allowFrom: ["10.0.0.0/8"] },
      {
        type: "LoadBalancer",
        load_balancer_ip: "192.0.2.9",
        load_balancer_source_ranges: ["10.0.0.0/8"],
        external_traffic_policy: "Local",
      },
      [],
    ],
    [
      "a load balancer for everybody",
      { kind: "load-balancer", allowFrom: [] },
      { type: "LoadBalancer" },
      ["load_balancer_source_ranges", "load_balancer_ip"],
    ],
    [
      "node ports",
      { kind: "node-port", nodePorts: { https: 30443 } },
      { type: "NodePort", external_traffic_policy: "Local" },
      ["cluster_ip"],
    ],
  ])("%s", (_, exposure, expected, absent) => {
    const { spec } = made(exposure);
    expect(spec).toMatchObject(expected);
    for (const key of absent) expect(spec).not.toHaveProperty(key);
  });

  test("puts node ports on the ports they are for", () => {
    const ports = made({ kind: "node-port", nodePorts: { https: 30443 } }).spec.port as readonly Json[];
    expect(ports.map((port) => port.node_port)).toEqual([30443, undefined, undefined]);
  });

  test("carries annotations for the load balancer, as written", () => {
    const { resource } = made({ kind: "load-balancer", annotations: { "example.com/pool": "${a}" } });
    expect(at(resource, "metadata").annotations).toEqual({ "example.com/pool": "$${a}" });
  });

  test("waits for its namespace and for no load balancer", () => {
    const { resource } = made({ kind: "load-balancer" });
    expect(resource.wait_for_load_balancer).toBe(false);
    expect(resource.depends_on).toEqual([
      expect.stringContaining("kubernetes_namespace_v1"),
      expect.anything(),
    ]);
  });

  test("has a full name in the cluster's domain", () => {
    expect(made().service.host).toBe("chat.outpost.svc.cluster.local");
    expect(made(undefined, "outpost.example").service.host).toBe("chat.outpost.svc.outpost.example");
  });
});
