import { Coturn, type CoturnProps } from "../../../src/constructs/calls/coturn";
import { renderCoturnConfig } from "../../../src/constructs/calls/coturn-config";
import { Rtcd } from "../../../src/constructs/calls/rtcd";
import { Namespace } from "../../../src/constructs/kubernetes/namespace";
import { Secret } from "../../../src/constructs/kubernetes/secret";
import { firewallMatrix } from "../../../src/reports/firewall-matrix";
import { checkAgainstProviderSchema } from "../../support/provider-schema";
import { describeWithReference } from "../../support/reference";
import { problemCodes, resourcesByName, synth, testStack } from "../../support/synth";
import { podsOf } from "../../support/terraform-json";

const ADDRESS = "192.0.2.20";

function scene(overrides: Partial<CoturnProps> = {}) {
  const stack = testStack();
  const namespace = new Namespace(stack, "Namespace", { name: "agency" });
  const turn = new Coturn(stack, "Turn", {
    namespace,
    exposure: { kind: "load-balancer", address: ADDRESS },
    peers: ["10.42.0.0/16"],
    staticSecret: Secret.fromName(stack, "Secret", { name: "turn" }).key("secret"),
    ...overrides,
  });
  return { stack, namespace, turn };
}

const tls = (stack: ReturnType<typeof scene>["stack"]) => ({
  certificate: Secret.fromName(stack, "Certificate", { name: "turn-tls" }),
  host: "turn.agency.example",
});

describeWithReference("the provider's schema", () => {
  test("takes the TURN server", () => {
    expect(checkAgainstProviderSchema(synth(scene().stack))).toEqual([]);
  });
});

test("the secret is in no file: the program gets it as an argument that the kubelet fills", () => {
  const { stack } = scene();
  const json = synth(stack);
  const { data } = resourcesByName(json, "kubernetes_config_map_v1")["coturn-config"] as unknown as {
    data: Record<string, string>;
  };
  expect(data["turnserver.conf"]).not.toContain("secret=");
  expect(podsOf(json)[0]!.containers[0]!.args).toContain("--static-auth-secret=$(TURN_SECRET)");
});

test("everything is denied as a peer but the networks that are given", () => {
  const config = renderCoturnConfig({
    realm: "turn",
    port: 3478,
    relayPorts: { min: 50_000, max: 50_099 },
    peers: ["10.42.0.0/16", "192.0.2.11/32"],
    relays: 100,
    scratch: "/var/lib/coturn",
  });
  const peers = config.split("\n").filter((line) => line.includes("peer-ip"));
  expect(peers).toEqual([
    "denied-peer-ip=0.0.0.0-255.255.255.255",
    "denied-peer-ip=::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    "allowed-peer-ip=10.42.0.0-10.42.255.255",
    "allowed-peer-ip=192.0.2.11",
  ]);
});

test.each<[string, Partial<CoturnProps>, readonly string[]]>([
  ["a load balancer", {}, [`turn:${ADDRESS}:3478?transport=udp`, `turn:${ADDRESS}:3478?transport=tcp`]],
  [
    "a node port",
    { exposure: { kind: "node-port", address: ADDRESS, port: 30_478 } },
    [`turn:${ADDRESS}:30478?transport=udp`, `turn:${ADDRESS}:30478?transport=tcp`],
  ],
])("devices are told of %s", (_, overrides, urls) => {
  expect(scene(overrides).turn.iceServers).toEqual([{ urls }]);
});

test("TLS adds its address by name, and its port", () => {
  const stack = testStack();
  const turn = new Coturn(stack, "Turn", {
    namespace: new Namespace(stack, "Namespace", { name: "agency" }),
    exposure: { kind: "load-balancer", address: ADDRESS },
    peers: ["10.42.0.0/16"],
    staticSecret: Secret.fromName(stack, "Secret", { name: "turn" }).key("secret"),
    tls: tls(stack),
  });
  expect(turn.iceServers[0]!.urls).toContain("turns:turn.agency.example:5349?transport=tcp");
  expect(JSON.stringify(resourcesByName(synth(stack), "kubernetes_config_map_v1"))).toContain(
    "tls-listening-port=5349",
  );
});

test("with routers by TURN alone, devices reach it and it reaches the routers, and nobody else does", () => {
  const { namespace, stack, turn } = scene({ clientNetworks: ["203.0.113.0/24"] });
  new Rtcd(stack, "Rtcd", {
    namespace,
    routers: 2,
    exposure: { kind: "turn-only" },
    registration: { kind: "self" },
    turn,
  });
  const rows = firewallMatrix(stack).filter((row) => row.from !== "every pod");
  expect(rows.map((row) => `${row.from} > ${row.to} ${String(row.port)} ${row.protocol}`)).toEqual([
    "coturn > rtcd 8443 TCP",
    "coturn > rtcd 8443 UDP",
    "devices > coturn 3478 TCP",
    "devices > coturn 3478 UDP",
    "devices > coturn from outside 3478 TCP",
    "devices > coturn from outside 3478 UDP",
  ]);
});

test.each<[string, Partial<CoturnProps>]>([
  ["no peers", { peers: [] }],
  ["the whole internet as peers", { peers: ["0.0.0.0/0"] }],
  ["an IPv6 peer", { peers: ["2001:db8::/64"] }],
  ["credentials of a week", { expirationMinutes: 10_080 }],
  ["relay ports that run backwards", { relayPorts: { min: 50_000, max: 49_999 } }],
  ["a name instead of an address", { exposure: { kind: "load-balancer", address: "turn.example" } }],
  ["a node port outside the range", { exposure: { kind: "node-port", address: ADDRESS, port: 3478 } }],
])("refuses %s", (_, overrides) => {
  expect(problemCodes(() => scene(overrides))).toEqual(["HF3770"]);
});
