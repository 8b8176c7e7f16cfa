import { CustomResources, type Manifest } from "../../../src/constructs/kubernetes/custom-resources";
import { Namespace } from "../../../src/constructs/kubernetes/namespace";
import { synth, testStack, type SynthesizedStack } from "../../support/synth";
import { resourcesOf, type Json } from "../../support/terraform-json";

const ISSUER: Manifest = {
  apiVersion: "cert-manager.io/v1",
  kind: "Issuer",
  metadata: { name: "authority" },
  spec: { selfSigned: {} },
};

function made(...lists: readonly (readonly Manifest[])[]): {
  json: SynthesizedStack;
  parts: CustomResources[];
} {
  const stack = testStack({ labels: { "example.com/exercise": "kestrel" } });
  const namespace = new Namespace(stack, "Namespace", { name: "outpost" });
  const parts = lists.map(
    (manifests, index) =>
      new CustomResources(stack, `Part${index}`, { name: `part-${index}`, namespace, manifests }),
  );
  return { json: synth(stack), parts };
}

function releases(json: SynthesizedStack): readonly Json[] {
  return resourcesOf(json).flatMap(({ type, body }) => (type === "helm_release" ? [body] : []));
}

describe("custom resources", () => {
  test("travel in one release, whose chart stands once in the stack's folder", () => {
    const all = releases(made([ISSUER], [ISSUER]).json);
    expect(all.map(({ name, namespace }) => [name, namespace])).toEqual([
      ["part-0", "outpost"],
      ["part-1", "outpost"],
    ]);
    expect(new Set(all.map(({ chart }) => chart))).toEqual(new Set(["./assets/ManifestsChart/1.0.0"]));
    expect(all[0]!.depends_on).toEqual(
      expect.arrayContaining([expect.stringContaining("kubernetes_namespace_v1")]),
    );
  });

  test("are what the release gets, with our labels below their own", () => {
    const own = { ...ISSUER, metadata: { name: "a", labels: { "app.kubernetes.io/name": "own", x: "y" } } };
    const { json, parts } = made([ISSUER, own]);
    const [values] = releases(json)[0]!.values as [string];
    expect(JSON.parse(values)).toEqual({ manifests: parts[0]!.manifests });
    expect(parts[0]!.manifests.map(({ metadata }) => metadata.labels)).toEqual([
      {
        "example.com/exercise": "kestrel",
        "app.kubernetes.io/name": "authority",
        "app.kubernetes.io/managed-by": "holdfast",
      },
      {
        "example.com/exercise": "kestrel",
        "app.kubernetes.io/name": "own",
        "app.kubernetes.io/managed-by": "holdfast",
        x: "y",
      },
    ]);
  });

  test("are evaluated by nobody on their way", () => {
    const tricky = "{{ .Values.x }} ${data.x.y} %{ if true }";
    const { json, parts } = made([{ ...ISSUER, spec: { text: tricky } }]);
    const [values] = releases(json)[0]!.values as [string];
    expect(values).toContain("{{ .Values.x }} $${data.x.y} %%{ if true }");
    expect(parts[0]!.manifests[0]!.spec).toEqual({ text: tricky });
  });

  test("leave the given list as it was", () => {
    const given = Object.freeze({ ...ISSUER, metadata: Object.freeze({ name: "frozen" }) });
    expect(() => made([given])).not.toThrow();
    expect(given.metadata).toEqual({ name: "frozen" });
  });

  test("are recognised by their brand", () => {
    expect(made([ISSUER]).parts.map(CustomResources.isCustomResources)).toEqual([true]);
    expect(CustomResources.isCustomResources({})).toBe(false);
  });
});
