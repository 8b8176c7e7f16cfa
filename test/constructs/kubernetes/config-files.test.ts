import { ConfigFiles, hashOf } from "../../../src/constructs/kubernetes/config-files";
import { Namespace } from "../../../src/constructs/kubernetes/namespace";
import { synth, testStack } from "../../support/synth";
import { onlyResource, type Json } from "../../support/terraform-json";

function made(files: Readonly<Record<string, string>>): { resource: Json; hash: string; name: string } {
  const stack = testStack();
  const namespace = new Namespace(stack, "Namespace", { name: "outpost" });
  const conf = new ConfigFiles(stack, "Conf", { namespace, name: "conf", files });
  return {
    resource: onlyResource(synth(stack), "kubernetes_config_map_v1"),
    hash: conf.hash,
    name: conf.configMapName,
  };
}

describe("config files", () => {
  test("are one ConfigMap that waits for its namespace", () => {
    const { resource, name } = made({ "a.conf": "a", "b.conf": "b" });
    expect(name).toBe("conf");
    expect(resource).toMatchObject({
      metadata: { name: "conf", namespace: "outpost" },
      data: { "a.conf": "a", "b.conf": "b" },
      depends_on: expect.arrayContaining([expect.stringContaining("kubernetes_namespace_v1")]) as unknown,
    });
  });

  test("reach the pod as they are: Terraform evaluates nothing in them", () => {
    const { resource } = made({ "a.conf": "log ${host} %{time} $$ %% ${TfToken}" });
    expect(resource.data).toEqual({ "a.conf": "log $${host} %%{time} $$ %% $${TfToken}" });
  });

  test("hash their names and contents, in any order", () => {
    const { hash } = made({ a: "1", b: "2" });
    expect(made({ b: "2", a: "1" }).hash).toBe(hash);
    const others: readonly Readonly<Record<string, string>>[] = [
      { a: "1" },
      { a: "1", b: "3" },
      { a: "1", c: "2" },
      { a: "2", b: "1" },
      { a: "1b", b: "2" },
    ];
    for (const other of others) {
      expect(made(other).hash).not.toBe(hash);
    }
  });

  test("names and contents can't be mistaken for one another", () => {
    expect(hashOf({ a: 'b","c' })).not.toBe(hashOf({ a: "b", c: "" }));
    expect(hashOf({})).toMatch(/^[0-9a-f]{64}$/);
  });
});
