import * as fc from "fast-check";
import { IMMEDIATE_CLASS } from "../../toolchain/cluster-stand-ins";
import { always, either, maybe, quietly, type Drawn } from "./arbitrary-values";

const exposure = (index: number): fc.Arbitrary<Drawn> =>
  either(
    { kind: "load-balancer" },
    { kind: "load-balancer", address: "10.20.30.40", annotations: { "agency.example/pool": "chat" } },
    { kind: "node-port", https: 30100 + 2 * index, http: 30101 + 2 * index },
  );

const registry = fc.constantFrom<Drawn | undefined>(
  undefined,
  { host: "registry.agency.example:5000/mirror" },
  { host: "registry.agency.example", pullSecret: "registry-pull" },
  { host: "registry.agency.example", credentials: { file: "login.json", revision: 2 } },
);

/** How many nodes a site has. */
export const anyNodes = fc.oneof(always(1), fc.integer({ min: 2, max: 6 }), fc.integer({ min: 7, max: 24 }));

/**
 * The cluster that a site runs on.
 * @param index keeps node ports of the drawn sites apart
 */
export const arbitraryCluster = (index: number, nodes: fc.Arbitrary<number>): fc.Arbitrary<Drawn> =>
  maybe({
    nodes: maybe({
      count: nodes,
      architecture: quietly(always("amd64")),
      dataCenters: quietly(always(["north"])),
    }),
    domain: quietly(always("cluster.agency.example")),
    dnsServers: quietly(always(["10.20.30.53"])),
    storageClasses: quietly(always({ shared: IMMEDIATE_CLASS })),
    exposure: exposure(index),
    apiServerAddresses: quietly(always(["10.20.30.10/32"])),
    registry,
    caBundle: quietly(
      either({ configMap: "agency-authorities" }, { configMap: "agency-authorities", key: "all.pem" }),
    ),
    platform: fc.constantFrom(undefined, undefined, {
      cloudNativePg: false,
      certManager: false,
      externalSecrets: false,
    }),
  });
