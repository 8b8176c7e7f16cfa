import { Namespace } from "../../../src/constructs/kubernetes/namespace";
import { CertManager } from "../../../src/constructs/platform/cert-manager";
import { checkAgainstProviderSchema } from "../../support/provider-schema";
import { synth, testStack } from "../../support/synth";
import { onlyResource } from "../../support/terraform-json";

const HOST = "registry.outpost-kestrel.example";
const credentials = { file: "../../login/${odd}.json", revision: 3 };

test("a namespace brings the pull Secret, written once a revision from a file that only Terraform reads", () => {
  const stack = testStack({ registry: { host: HOST, pullSecret: "registry-pull", credentials } });
  new Namespace(stack, "Namespace", { name: "outpost" });
  const json = synth(stack);
  expect(onlyResource(json, "kubernetes_secret_v1")).toMatchObject({
    metadata: { name: "registry-pull", namespace: "outpost" },
    type: "kubernetes.io/dockerconfigjson",
    data_wo: { ".dockerconfigjson": '${file("../../login/$${odd}.json")}' },
    data_wo_revision: 3,
  });
  expect(checkAgainstProviderSchema(json)).toEqual([]);
});

test("an operator's chart waits for it", () => {
  const stack = testStack({ registry: { host: HOST, pullSecret: "registry-pull", credentials } });
  new CertManager(stack, "CertManager", { location: { kind: "public" } });
  const json = synth(stack);
  const [secret] = Object.keys(json.resource.kubernetes_secret_v1 ?? {});
  expect(onlyResource(json, "helm_release").depends_on).toContain(`kubernetes_secret_v1.${String(secret)}`);
});

test.each([{ host: HOST }, { host: HOST, pullSecret: "registry-pull" }])("%j makes no Secret", (registry) => {
  const stack = testStack({ registry });
  new Namespace(stack, "Namespace", { name: "outpost" });
  expect(synth(stack).resource.kubernetes_secret_v1).toBeUndefined();
});
