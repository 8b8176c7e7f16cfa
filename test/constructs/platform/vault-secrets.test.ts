import { CustomResources } from "../../../src/constructs/kubernetes/custom-resources";
import { Namespace } from "../../../src/constructs/kubernetes/namespace";
import { ExternalSecrets } from "../../../src/constructs/platform/external-secrets";
import { VaultSecrets } from "../../../src/constructs/platform/vault-secrets";
import { checkAgainstChartSchema } from "../../support/chart-values";
import { checkAgainstCrd } from "../../support/crd";
import { checkAgainstProviderSchema } from "../../support/provider-schema";
import { describeWithReference } from "../../support/reference";
import { resourcesByName, synth, testStack } from "../../support/synth";
import { onlyResource } from "../../support/terraform-json";

function scene() {
  const stack = testStack({ registry: { host: "registry.osprey.example" } });
  const namespace = new Namespace(stack, "Site", { name: "osprey" });
  const operator = new ExternalSecrets(stack, "Operator", {
    location: { kind: "public" },
    namespace,
    replicas: 2,
  });
  const secrets = new VaultSecrets(stack, "Secrets", {
    namespace,
    operator,
    cloud: "azure-government",
    vaultUrl: "https://kv-osprey.vault.usgovcloudapi.net/",
    addresses: ["10.40.7.0/24"],
    identity: {
      clientId: "00000000-0000-4000-8000-0000000000c1",
      tenantId: "00000000-0000-4000-8000-00000000000a",
      loginHost: "login.microsoftonline.us",
    },
    secrets: [
      { name: "mattermost-licence", keys: { license: "licence-2027" } },
      { name: "chat-tls", certificate: "chat" },
    ],
  });
  const { manifests = [] } = secrets.node.children.find(CustomResources.isCustomResources) ?? {};
  return { stack, operator, manifests };
}

function operatorValues(): Readonly<Record<string, unknown>> {
  const release = resourcesByName(synth(scene().stack), "helm_release")["external-secrets"];
  return JSON.parse((release?.values as readonly string[])[0] ?? "") as Record<string, unknown>;
}

test("the operator keeps to one namespace, and comes from the mirror", () => {
  const image = { repository: "registry.osprey.example/external-secrets/external-secrets", tag: "v2.9.0" };
  expect(operatorValues()).toMatchObject({
    ...{ image, scopedNamespace: "osprey", scopedRBAC: true, leaderElect: true },
    ...{ processClusterStore: false, processPushSecret: false },
    webhook: { image },
    certController: { image },
  });
});

test("it reaches the vault's private address, the sign-in of its cloud, and the API", () => {
  const { operator } = scene();
  const [own] = operator.connections.members;
  const reached = own!.outgoing.map(({ to, port }) => `${to.sideName} ${port.port}`);
  expect([...new Set(reached)]).toEqual([
    "kubernetes-api 443",
    "kubernetes-api 6443",
    "kv-osprey.vault.usgovcloudapi.net 443",
    "login.microsoftonline.us 443",
  ]);
});

test("the store signs in by the account's token in the right cloud; no manifest holds a password", () => {
  const { manifests, stack } = scene();
  expect(manifests[0]).toMatchObject({
    kind: "SecretStore",
    spec: {
      provider: {
        azurekv: {
          authType: "WorkloadIdentity",
          environmentType: "USGovernmentCloud",
          serviceAccountRef: { name: "vault-reader" },
        },
      },
    },
  });
  expect(JSON.stringify(manifests)).not.toContain("authSecretRef");
  // The operator refuses a store that names the tenant beside its account.
  expect(JSON.stringify(manifests)).not.toContain("tenantId");
  expect(onlyResource(synth(stack), "kubernetes_service_account_v1")).toMatchObject({
    metadata: {
      annotations: {
        "azure.workload.identity/client-id": "00000000-0000-4000-8000-0000000000c1",
        "azure.workload.identity/tenant-id": "00000000-0000-4000-8000-00000000000a",
      },
    },
  });
});

test("values come by their names in the vault, a certificate as its two files, and both outlive the operator", () => {
  const [, licence, tls] = scene().manifests;
  const target = { creationPolicy: "Orphan", deletionPolicy: "Retain" };
  expect(licence?.spec).toMatchObject({
    refreshInterval: "60m",
    target: { name: "mattermost-licence", ...target },
    data: [{ secretKey: "license", remoteRef: { key: "licence-2027" } }],
  });
  expect(tls?.spec).toMatchObject({
    target: {
      ...{ name: "chat-tls", ...target },
      template: {
        type: "kubernetes.io/tls",
        data: {
          "tls.crt": "{{ .archive | b64dec | pkcs12cert }}",
          "tls.key": "{{ .archive | b64dec | pkcs12key }}",
        },
      },
    },
    data: [{ secretKey: "archive", remoteRef: { key: "chat" } }],
  });
});

describeWithReference("the schemas", () => {
  test("take the chart's values and every resource", () => {
    expect(scene().manifests.flatMap((manifest) => checkAgainstCrd(manifest))).toEqual([]);
    expect(checkAgainstChartSchema("external-secrets", operatorValues())).toEqual([]);
    expect(checkAgainstProviderSchema(synth(scene().stack))).toEqual([]);
  });
});
