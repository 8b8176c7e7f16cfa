import { Namespace } from "../../../src/constructs/kubernetes/namespace";
import { Connections } from "../../../src/constructs/kubernetes/connections";
import { Secret } from "../../../src/constructs/kubernetes/secret";
import { AzureBlobs, type AzureBlobsProps } from "../../../src/constructs/object-store/azure-blobs";
import { AzureFiles } from "../../../src/constructs/object-store/azure-files";
import { checkAgainstProviderSchema } from "../../support/provider-schema";
import { describeWithReference } from "../../support/reference";
import { resourcesByName, synth, testStack } from "../../support/synth";

const IDENTITY = {
  clientId: "00000000-0000-4000-8000-0000000000c1",
  tenantId: "00000000-0000-4000-8000-00000000000a",
  loginHost: "login.microsoftonline.us",
};

function reached(access: (stack: ReturnType<typeof testStack>) => AzureBlobsProps["access"]) {
  const stack = testStack();
  const store = AzureBlobs.fromAttributes(stack, "Store", {
    cloud: "azure-government",
    account: "stosprey",
    container: "mattermost",
    access: access(stack),
    addresses: ["10.40.7.0/24"],
  });
  const client = new Connections(stack, "Client", { name: "client" });
  client.allowTo(store, "files");
  return client.outgoing.map(
    ({ to, port }) => `${to.sideName} ${port.port} ${to.addresses?.join() ?? "any"}`,
  );
}

test("who signs in as an identity reaches the store and the place that gives tokens", () => {
  expect(reached(() => ({ identity: IDENTITY }))).toEqual([
    "stosprey.blob.core.usgovcloudapi.net 443 10.40.7.0/24",
    "login.microsoftonline.us 443 any",
  ]);
});

test("who has a key reaches the store alone", () => {
  expect(reached((stack) => ({ key: Secret.fromName(stack, "Key", { name: "key" }) }))).toEqual([
    "stosprey.blob.core.usgovcloudapi.net 443 10.40.7.0/24",
  ]);
});

function files() {
  const stack = testStack();
  const store = new AzureFiles(stack, "Files", {
    namespace: new Namespace(stack, "Namespace", { name: "osprey" }),
    cloud: "azure",
    account: "stosprey",
    share: "mattermost",
    size: "500Gi",
    preventDestroy: true,
  });
  return { store, json: synth(stack) };
}

test("the share is one volume for one claim, and outlives both", () => {
  const { store, json } = files();
  expect(store.objectStore).toEqual({ kind: "files", claimName: "files", shared: true });
  expect(resourcesByName(json, "kubernetes_persistent_volume_v1")["osprey-files"]).toMatchObject({
    spec: [
      {
        access_modes: ["ReadWriteMany"],
        persistent_volume_reclaim_policy: "Retain",
        claim_ref: { name: "files", namespace: "osprey" },
        persistent_volume_source: {
          csi: {
            driver: "file.csi.azure.com",
            volume_attributes: {
              protocol: "nfs",
              storageAccount: "stosprey",
              shareName: "mattermost",
              server: "stosprey.file.core.windows.net",
            },
          },
        },
      },
    ],
    lifecycle: { prevent_destroy: true },
  });
  const claim = resourcesByName(json, "kubernetes_persistent_volume_claim_v1").files as { spec: object };
  expect(claim.spec).toMatchObject({ volume_name: "osprey-files", storage_class_name: "" });
});

describeWithReference("the provider's schema", () => {
  test("takes the volume and its claim", () => {
    expect(checkAgainstProviderSchema(files().json)).toEqual([]);
  });
});
