import type { TerraformStack } from "cdktf";
import type { ChartPackage } from "../../../src/catalog/chart";
import { CHARTS } from "../../../src/catalog/charts";
import { IMAGES } from "../../../src/catalog/images";
import { imageReference } from "../../../src/catalog/image";
import type { ChartLocation } from "../../../src/constructs/kubernetes/chart";
import type { Cluster } from "../../../src/constructs/kubernetes/cluster";
import { Connections } from "../../../src/constructs/kubernetes/connections";
import { Namespace } from "../../../src/constructs/kubernetes/namespace";
import { CertManager } from "../../../src/constructs/platform/cert-manager";
import { imageParts, pullSecrets } from "../../../src/constructs/platform/chart-images";
import { CloudNativePg } from "../../../src/constructs/platform/cloud-native-pg";
import { checkAgainstChartSchema } from "../../support/chart-values";
import { isAllowed, type Endpoint } from "../../support/network-policy-evaluator";
import { policyFromTerraform } from "../../support/network-policy-terraform";
import { checkAgainstProviderSchema } from "../../support/provider-schema";
import { describeWithReference } from "../../support/reference";
import { synth, testStack } from "../../support/synth";
import { at, onlyResource, resourcesOf, type Json } from "../../support/terraform-json";

const PUBLIC: ChartLocation = { kind: "public" };
const MIRROR = { host: "mirror.example/all", pullSecret: "pull" };
const API = "192.0.2.10";

type Build = (stack: TerraformStack, location?: ChartLocation, replicas?: number) => unknown;

const certManager: Build = (stack, location = PUBLIC) => new CertManager(stack, "Part", { location });
const cloudNativePg: Build = (stack, location = PUBLIC, replicas) => {
  const databaseNamespace = new Namespace(stack, "Site", { name: "outpost" });
  return new CloudNativePg(stack, "Part", { location, databaseNamespace, replicas });
};

const PARTS: readonly (readonly [string, Build, ChartPackage, string])[] = [
  ["cert-manager", certManager, CHARTS.certManager, "cert-manager"],
  ["cloudnative-pg", cloudNativePg, CHARTS.cloudNativePg, "cnpg-system"],
];

function valuesOf(stack: TerraformStack): Json {
  const [values] = onlyResource(synth(stack), "helm_release").values as [string];
  return JSON.parse(values) as Json;
}

describe.each(PARTS)("%s", (name, build, chart, namespace) => {
  function built(cluster: Partial<Cluster> = {}, location: ChartLocation = PUBLIC): TerraformStack {
    const stack = testStack(cluster);
    build(stack, location);
    return stack;
  }

  test("is the catalogue's chart in a namespace of its own, restricted and closed", () => {
    const json = synth(built());
    expect(onlyResource(json, "helm_release")).toMatchObject({
      name,
      namespace,
      chart: chart.name,
      version: chart.version,
      repository: chart.repository,
    });
    const namespaces = resourcesOf(json).filter(({ type }) => type === "kubernetes_namespace_v1");
    const own = namespaces.find(({ body }) => at(body, "metadata").name === namespace)!;
    expect(at(own.body, "metadata", "labels")["pod-security.kubernetes.io/enforce"]).toBe("restricted");
  });

  test("can come from a folder", () => {
    const release = onlyResource(synth(built({}, { kind: "directory", path: "../charts" })), "helm_release");
    expect(release.chart).toBe(`../charts/${chart.name}-${chart.version}.tgz`);
    expect(release).not.toHaveProperty("repository");
  });

  test("takes every image from the private registry, with its pull secret", () => {
    const text = JSON.stringify(valuesOf(built({ registry: MIRROR })));
    expect(text).not.toMatch(/quay\.io|ghcr\.io|docker\.io/);
    for (const image of Object.values(chart.images)) {
      expect(text).toContain(JSON.stringify(imageParts(image, MIRROR)).slice(1, -1));
    }
    expect(text).toContain('"imagePullSecrets":[{"name":"pull"}]');
  });

  describeWithReference("and its schemas", () => {
    test.each<[string, Partial<Cluster>]>([
      ["public", {}],
      ["mirrored", { registry: MIRROR, apiServerAddresses: [`${API}/32`] }],
    ])("is valid for the provider and for the chart: %s", (_, cluster) => {
      const stack = built(cluster);
      expect(checkAgainstProviderSchema(synth(stack))).toEqual([]);
      expect(checkAgainstChartSchema(name, valuesOf(stack))).toEqual([]);
    });
  });
});

describe("who may talk to the operators", () => {
  const api: Endpoint = { ip: API };
  const stranger: Endpoint = { ip: "203.0.113.9" };
  const pod = (namespace: string, labels: Readonly<Record<string, string>>): Endpoint => ({
    pod: { name: "a", namespace, labels },
  });
  const operator = pod("cnpg-system", { "app.kubernetes.io/name": "cloudnative-pg" });
  const webhook = pod("cert-manager", {
    "app.kubernetes.io/name": "webhook",
    "app.kubernetes.io/instance": "cert-manager",
  });
  const instance = pod("outpost", { "cnpg.io/podRole": "instance" });
  const other = pod("outpost", { app: "other" });

  const stack = testStack({ apiServerAddresses: [`${API}/32`] });
  new CertManager(stack, "CertManager", { location: PUBLIC });
  cloudNativePg(stack);
  const policies = resourcesOf(synth(stack))
    .filter(({ type }) => type === "kubernetes_network_policy_v1")
    .map(({ body }) => policyFromTerraform(body))
    // The policy of the instances is made with the database.
    .filter(({ metadata }) => metadata.namespace !== "outpost");

  test.each<[string, Endpoint, Endpoint, number, boolean]>([
    ["the operator watches the API", operator, api, 6443, true],
    ["and nothing else outside", operator, stranger, 443, false],
    ["the API asks the operator's webhook", api, operator, 9443, true],
    ["nobody else does", stranger, operator, 9443, false],
    ["the operator asks instances for their state", operator, instance, 8000, true],
    ["but not for data", operator, instance, 5432, false],
    ["nor other pods", operator, other, 8000, false],
    ["cert-manager watches the API", webhook, api, 443, true],
    ["the API asks its webhook", api, webhook, 10250, true],
    ["it asks nobody outside", webhook, stranger, 443, false],
  ])("%s", (_, from, to, port, allowed) => {
    expect(isAllowed({ policies }, { from, to, port })).toBe(allowed);
  });

  test("is told by connections", () => {
    const told = Connections.allBelow(stack).map(({ from, to }) => `${from.sideName}>${to.sideName}`);
    expect(told).toEqual(
      expect.arrayContaining(["cert-manager>kubernetes-api", "kubernetes-api>cert-manager"]),
    );
    expect(told).toEqual(
      expect.arrayContaining(["cloudnative-pg>postgres-instances", "kubernetes-api>cloudnative-pg"]),
    );
  });
});

describe("the CloudNativePG operator", () => {
  test("knows the images that manifests leave open", () => {
    const stack = testStack({ registry: MIRROR });
    cloudNativePg(stack);
    expect(at(valuesOf(stack), "config", "data")).toEqual({
      PGBOUNCER_IMAGE_NAME: imageReference(IMAGES.pgbouncer, MIRROR),
      POSTGRES_IMAGE_NAME: imageReference(IMAGES.postgres18, MIRROR),
    });
  });

  test("is one pod unless more are asked for", () => {
    const replicas = [undefined, 2].map((count) => {
      const stack = testStack();
      cloudNativePg(stack, PUBLIC, count);
      return valuesOf(stack).replicaCount;
    });
    expect(replicas).toEqual([1, 2]);
  });
});

describe("images for charts", () => {
  const { operator } = CHARTS.cloudNativePg.images;

  test("put registry and path into one text", () => {
    expect(imageParts(operator)).toEqual({
      repository: "ghcr.io/cloudnative-pg/cloudnative-pg",
      tag: "1.30.0",
    });
    expect(imageParts(operator, MIRROR).repository).toBe("mirror.example/all/cloudnative-pg/cloudnative-pg");
  });

  test("name the pull secret where there is one", () => {
    expect(pullSecrets(MIRROR)).toEqual([{ name: "pull" }]);
    expect([pullSecrets(), pullSecrets({ host: "mirror.example" })]).toEqual([[], []]);
  });
});
