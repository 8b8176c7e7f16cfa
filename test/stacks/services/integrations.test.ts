import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { resolveSite } from "../../../src/site/resolve";
import { siteSpec, type SiteSpec } from "../../../src/site/spec";
import { buildApp } from "../../../src/stacks/build-app";
import { baseSpec } from "../../site/rules/sites";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "integrations-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function privateHosts(integrations: SiteSpec["integrations"]): string | undefined {
  const spec = siteSpec.parse({
    ...baseSpec(),
    connectivity: "connected",
    identity: undefined,
    integrations,
  });
  buildApp([resolveSite(spec, { directory: "/sites" }).site], { writeTo: folder }).synth();
  const json = readFileSync(join(folder, "stacks", "outpost-kestrel-services", "cdk.tf.json"), "utf8");
  return /"MM_SERVICESETTINGS_ALLOWEDUNTRUSTEDINTERNALCONNECTIONS",\s*"value": "([^"]*)"/.exec(json)?.[1];
}

const hook = (name: string, target: { service: string } | { url: string }) => ({
  name,
  team: "operations",
  triggerWords: ["!weather"],
  ...target,
});

test("servers may call what is declared inside, and at no private address what is outside", () => {
  const hosts = privateHosts({
    teams: [{ name: "operations" }],
    services: [
      {
        name: "weather",
        image: "registry.outpost-kestrel.example/weather@sha256:" + "0".repeat(64),
        port: 8080,
      },
    ],
    outgoingWebhooks: [
      hook("in-cluster", { service: "weather" }),
      hook("own-domain", { url: "https://tides.outpost-kestrel.example/hook" }),
      hook("by-address", { url: "http://10.9.0.7:8080/hook" }),
      hook("outside", { url: "https://weather.example/hook" }),
    ],
  });
  expect(hosts?.split(" ")).toEqual([
    "weather.outpost-kestrel.svc.cluster.local",
    "tides.outpost-kestrel.example",
    "10.9.0.7",
  ]);
});
