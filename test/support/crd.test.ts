import { authorityManifests, certificateManifest } from "../../src/constructs/kubernetes/site-authority";
import { checkAgainstChartSchema } from "./chart-values";
import { checkAgainstCrd, type CheckedManifest } from "./crd";
import { describeWithReference } from "./reference";

function certificate(spec: Readonly<Record<string, unknown>>): CheckedManifest & { readonly spec: unknown } {
  return {
    apiVersion: "cert-manager.io/v1",
    kind: "Certificate",
    metadata: { name: "sample" },
    spec: { secretName: "sample", issuerRef: { name: "sample" }, ...spec },
  };
}

function postgres(spec: Readonly<Record<string, unknown>>): CheckedManifest & { readonly spec: unknown } {
  return {
    apiVersion: "postgresql.cnpg.io/v1",
    kind: "Cluster",
    metadata: { name: "sample" },
    spec: { instances: 3, storage: { size: "1Gi" }, ...spec },
  };
}

describeWithReference("the check against custom resource definitions", () => {
  test.each<[string, CheckedManifest, string]>([
    ["a kind of nobody", { ...certificate({}), kind: "Certificat" }, "no definition of Certificat"],
    ["a version of nobody", { ...certificate({}), apiVersion: "cert-manager.io/v1alpha2" }, "is not served"],
    ["an unknown field", certificate({ secretNam: "x" }), "/spec has the unknown field secretNam"],
    ["an unknown field deep down", certificate({ issuerRef: { name: "x", knd: "y" } }), "unknown field knd"],
    ["a missing field", certificate({ issuerRef: {} }), "must have required property 'name'"],
    ["a wrong type", certificate({ dnsNames: "a.example" }), "/spec/dnsNames must be array"],
    ["a number for a text", certificate({ duration: 90 }), "/spec/duration must be string"],
    [
      "a value outside its list",
      certificate({ usages: ["everything"] }),
      "/spec/usages/0 must be equal to one of",
    ],
    ["a null that is not allowed", certificate({ dnsNames: null }), "/spec/dnsNames must be array"],
    ["a broken number format", postgres({ instances: 3.5 }), "/spec/instances must be integer"],
    ["a number out of range", postgres({ instances: 0 }), "/spec/instances must be >= 1"],
    ["a label that is no text", meta({ labels: { a: 1 } }), "/metadata/labels/a must be string"],
    ["a name that is none", meta({ name: "Not_A_Name" }), "/metadata/name must match pattern"],
    [
      "an object for a number or text",
      postgres({ resources: { requests: { cpu: {} } } }),
      "/cpu must be integer,string",
    ],
    [
      "a namespace on a kind of the whole cluster",
      {
        apiVersion: "cert-manager.io/v1",
        kind: "ClusterIssuer",
        metadata: { name: "a", namespace: "b" },
        ...{ spec: { selfSigned: {} } },
      },
      "the kind has none",
    ],
    [
      "two elements with the same key",
      pooler({ containers: [{ name: "pgbouncer" }, { name: "pgbouncer" }] }),
      "two elements with the same keys",
    ],
  ])("refuses %s", (_, manifest, expected) => {
    expect(checkAgainstCrd(manifest)).toEqual(expect.arrayContaining([expect.stringContaining(expected)]));
  });

  test.each<[string, CheckedManifest]>([
    ["our certificate authority", authorityManifests("site-authority", "Site authority")[1]!],
    ["our issuers", authorityManifests("site-authority", "Site authority")[2]!],
    [
      "our certificates",
      certificateManifest({
        name: "store",
        secretName: "store-tls",
        issuer: { name: "site-authority", kind: "Issuer" },
        dnsNames: ["store.outpost.example"],
        ipAddresses: ["192.0.2.7"],
        usages: ["server auth", "client auth"],
      }),
    ],
    [
      "numbers and texts where both may stand",
      postgres({ resources: { limits: { cpu: 1, memory: "1Gi" } } }),
    ],
    ["free-form labels", postgres({ inheritedMetadata: { labels: { any: "thing" } } })],
  ])("accepts %s", (_, manifest) => {
    expect(checkAgainstCrd(manifest)).toEqual([]);
  });
});

function meta(metadata: Readonly<Record<string, unknown>>): CheckedManifest {
  return { ...certificate({}), metadata: { name: "sample", ...metadata } };
}

function pooler(podSpec: Readonly<Record<string, unknown>>): CheckedManifest & { readonly spec: unknown } {
  return {
    apiVersion: "postgresql.cnpg.io/v1",
    kind: "Pooler",
    metadata: { name: "sample" },
    spec: { cluster: { name: "sample" }, pgbouncer: {}, template: { spec: podSpec } },
  };
}

describeWithReference("the check of chart values", () => {
  test.each<[string, string, Readonly<Record<string, unknown>>, string]>([
    [
      "a key that the chart has not",
      "cert-manager",
      { crd: { enabled: true } },
      "cert-manager.crd: the chart has no",
    ],
    ["a key deep down", "cert-manager", { webhook: { replicas: 2 } }, "cert-manager.webhook.replicas"],
    [
      "a wrong type",
      "cert-manager",
      { crds: { enabled: "yes" } },
      "cert-manager.crds.enabled: must be boolean",
    ],
    [
      "a wrong type after merging",
      "cloudnative-pg",
      { replicaCount: "two" },
      "replicaCount: must be integer",
    ],
  ])("refuses %s", (_, chart, values, expected) => {
    expect(checkAgainstChartSchema(chart, values)).toEqual(
      expect.arrayContaining([expect.stringContaining(expected)]),
    );
  });

  test("accepts the chart's own values", () => {
    expect(checkAgainstChartSchema("cert-manager", {})).toEqual([]);
    expect(checkAgainstChartSchema("cloudnative-pg", { nodeSelector: { disk: "fast" } })).toEqual([]);
  });
});
