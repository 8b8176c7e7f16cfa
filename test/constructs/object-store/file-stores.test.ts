import type { Namespace as NamespaceConstruct } from "../../../src/constructs/kubernetes/namespace";
import { Namespace } from "../../../src/constructs/kubernetes/namespace";
import { Secret } from "../../../src/constructs/kubernetes/secret";
import { Connections } from "../../../src/constructs/kubernetes/connections";
import { ExternalS3 } from "../../../src/constructs/object-store/external-s3";
import { LocalFiles } from "../../../src/constructs/object-store/local-files";
import { SharedFiles } from "../../../src/constructs/object-store/shared-files";
import type { TerraformStack } from "cdktf";
import type { IObjectStore } from "../../../src/constructs/object-store/object-store";
import { problemCodes, resourcesByName, synth, testStack } from "../../support/synth";

function build<T extends IObjectStore>(create: (stack: TerraformStack, namespace: NamespaceConstruct) => T) {
  const stack = testStack();
  const store = create(stack, new Namespace(stack, "Namespace", { name: "outpost" }));
  return { stack, store };
}

test.each([
  ["shared", "ReadWriteMany", SharedFiles],
  ["local", "ReadWriteOnce", LocalFiles],
] as const)("%s files claim a volume once for all and don't wait for a first pod", (kind, access, Files) => {
  const { stack, store } = build(
    (scope, namespace) => new Files(scope, "Files", { namespace, size: "50Gi", storageClass: "nas" }),
  );
  expect(store.objectStore).toEqual({ kind: "files", claimName: "files", shared: kind === "shared" });
  expect(resourcesByName(synth(stack), "kubernetes_persistent_volume_claim_v1").files).toMatchObject({
    spec: {
      access_modes: [access],
      storage_class_name: "nas",
      resources: { requests: { storage: "50Gi" } },
    },
    wait_until_bound: false,
  });
});

test("an existing claim is used and not made", () => {
  const { stack, store } = build(
    (scope, namespace) => new SharedFiles(scope, "Files", { namespace, existingClaim: "nas" }),
  );
  expect(store.objectStore).toMatchObject({ claimName: "nas", shared: true });
  expect(synth(stack).resource.kubernetes_persistent_volume_claim_v1).toBeUndefined();
});

test("shared files need a size or a claim", () => {
  expect(
    problemCodes(() => build((scope, namespace) => new SharedFiles(scope, "Files", { namespace }))),
  ).toEqual(["HF3405"]);
});

test("files are mounted: a client opens no connection", () => {
  const { stack, store } = build(
    (scope, namespace) => new LocalFiles(scope, "Files", { namespace, size: "1Gi" }),
  );
  const client = new Connections(stack, "Client", { name: "client" });
  client.allowTo(store, "files");
  expect(client.outgoing).toEqual([]);
});

test.each([
  ["s3.example", undefined, 443],
  ["s3.example", false, 80],
  ["s3.example:9000", true, 9000],
])("an external store at %s, tls %s, is reached on port %d", (endpoint, tls, port) => {
  const { store } = build((scope) =>
    ExternalS3.fromAttributes(scope, "Store", {
      endpoint,
      tls,
      bucket: "files",
      credentials: Secret.fromName(scope, "Keys", { name: "keys" }),
      addresses: ["192.0.2.0/24"],
    }),
  );
  expect(store.objectStore).toMatchObject({ kind: "s3", endpoint, bucket: "files", tls: tls ?? true });
  expect(store.connections.members).toMatchObject([
    { sideName: "s3.example", addresses: ["192.0.2.0/24"], ports: [{ name: "s3", port }] },
  ]);
});
