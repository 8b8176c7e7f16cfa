import * as fc from "fast-check";
import { AZURE_CLOUDS } from "../../../src/catalog/azure-clouds";
import { maybe, quietly } from "../../e2e/parts/generated-sites/arbitrary-values";
import { arbitraryAzure } from "./arbitrary-azure";
import { arbitraryDatabase, arbitraryObjectStore } from "./arbitrary-data";
import { arbitraryGround, loadBalancerAddress, TENANT, type Ground } from "./ground";

/** A site file as data. Some of what is drawn breaks a rule: whoever opens it decides. */
export type DrawnSite = Readonly<Record<string, unknown>>;

const INTERNAL = { "service.beta.kubernetes.io/azure-load-balancer-internal": "true" };
const CLIENT = "00000000-0000-4000-8000-0000000000c1";
const TEAMS = "00000000-0000-4000-8000-0000000000c2";
const SIGN_IN = { secret: "entra", key: "sign-in", expires: "2028-03-31" };

const cluster = (ground: Ground) =>
  maybe({
    kubeconfig: fc.constant("~/.kube/config"),
    nodes: fc.constant({ count: ground.nodes }),
    storageClasses: fc.constant({ database: "managed-csi-premium", objects: "managed-csi-premium" }),
    exposure: fc.constant({
      kind: "load-balancer",
      address: loadBalancerAddress(ground, 0),
      annotations: INTERNAL,
    }),
    registry: ground.ownRegistry
      ? fc.constant(undefined)
      : fc.constantFrom(
          { host: "registry.osprey.example/mirror" },
          { host: "10.0.0.9:5000", pullSecret: "registry-pull" },
        ),
  });

const calls = (ground: Ground) =>
  maybe({
    concurrentCalls: fc.integer({ min: 1, max: 10 }),
    router: fc.constant({
      kind: "rtcd",
      exposure: {
        kind: "load-balancer",
        addresses: [loadBalancerAddress(ground, 1), loadBalancerAddress(ground, 2)],
        annotations: INTERNAL,
      },
    }),
    turn: fc.constantFrom(undefined, {
      kind: "coturn",
      exposure: {
        kind: "load-balancer",
        address: loadBalancerAddress(ground, 4),
        annotations: INTERNAL,
      },
      peers: ["10.244.0.0/16"],
    }),
  });

const keycloak = (ground: Ground) =>
  maybe({
    kind: fc.constant("keycloak"),
    url: fc.constant(`https://sign-in.${ground.name}.example`),
    exposure: fc.constantFrom(undefined, {
      kind: "load-balancer",
      address: loadBalancerAddress(ground, 3),
      annotations: INTERNAL,
    }),
    broker: fc.option(fc.constant({ tenantId: TENANT, clientId: CLIENT, clientSecret: SIGN_IN }), {
      nil: undefined,
    }),
  });

const openId = ({ cloud }: Ground) =>
  fc.constant({
    kind: "openid",
    worksOffline: false,
    discoveryUrl: `https://${AZURE_CLOUDS[cloud].loginHost}/${TENANT}/v2.0/.well-known/openid-configuration`,
    tenantId: TENANT,
    clientId: CLIENT,
    clientSecret: SIGN_IN,
  });

const m365Cloud = ({ cloud }: Ground) => (cloud === "azure" ? "commercial" : "gcchigh");

const entra = (ground: Ground) => fc.constant({ tenantId: TENANT, cloud: m365Cloud(ground) });

const microsoft365 = (ground: Ground) =>
  fc.constantFrom({}, { kind: "existing", clientId: TEAMS }).map((application) => ({
    tenantId: TENANT,
    cloud: m365Cloud(ground),
    application,
    clientSecret: { secret: "entra", key: "microsoft-365", expires: "2028-03-31" },
  }));

const FROM_VAULT = {
  "mattermost-licence": { keys: { license: "mattermost-licence" } },
  "chat-tls": { certificate: "chat" },
  entra: { keys: { "sign-in": "entra-sign-in", "microsoft-365": "entra-microsoft-365" } },
};

const keyVault = maybe({
  secrets: fc.constant(FROM_VAULT),
  refreshMinutes: quietly(fc.constant(15)),
});

const missionCollaboration = {
  id: "com.mattermost.plugin-msteams-devsecops",
  version: "0.8.0",
  image: "registry.osprey.example/plugins:0.8.0",
  file: "/bundles/mission-collaboration.tar.gz",
  sha256: "0123456789abcdef".repeat(4),
};

const agents = {
  endpoints: [{ kind: "azure-openai", name: "azure", deployment: "gpt-4o" }],
  agents: [{ name: "clerk", displayName: "Clerk", endpoint: "azure" }],
};

function siteOn(ground: Ground): fc.Arbitrary<DrawnSite> {
  return maybe({
    name: fc.constant(ground.name),
    topology: fc.constant("enterprise"),
    substrate: fc.constant(ground.cloud),
    connectivity: fc.constantFrom("connected", "connected", "intermittent"),
    disposable: quietly(fc.constant(true)),
    timeSources: fc.constant(["ntp1.osprey.example"]),
    azure: arbitraryAzure(ground),
    cluster: cluster(ground),
    people: fc.record({ users: fc.integer({ min: 200, max: 20_000 }) }),
    database: arbitraryDatabase,
    mattermost: fc.record({
      siteUrl: fc.constant(`https://chat.${ground.name}.example`),
      version: fc.constant("11.10.0"),
      licence: fc.constant({ secret: "mattermost-licence", tier: "enterprise" }),
    }),
    objectStore: arbitraryObjectStore(ground),
    calls: ground.calls ? calls(ground) : fc.constant(undefined),
    gpuNodes: fc.constant(ground.gpus ? { count: 2, gpu: "a100-80" } : undefined),
    agents: fc.constant(ground.openAi ? agents : undefined),
    proxy: fc.constant({ tls: { secret: "chat-tls" } }),
    identity: fc.oneof(keycloak(ground), openId(ground)),
    entra: quietly(entra(ground)),
    microsoft365: quietly(microsoft365(ground)),
    plugins: fc.constant([missionCollaboration]),
    secrets: ground.fromVault ? maybe({ keyVault }) : fc.constant(undefined),
  }).map(withoutUnused);
}

/** A plugin that nothing uses would be a problem. */
function withoutUnused(site: DrawnSite): DrawnSite {
  const { plugins, ...rest } = site;
  return "microsoft365" in site ? { ...rest, plugins } : rest;
}

/** Any site that a person might build in Azure or Azure Government. */
export const arbitraryEnterprise: fc.Arbitrary<DrawnSite> = arbitraryGround.chain(siteOn);
