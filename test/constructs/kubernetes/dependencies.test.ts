import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import { TerraformStack, Testing } from "cdktf";
import { Construct, DependencyGroup } from "constructs";
import { enforceDependencies } from "../../../src/constructs/kubernetes/dependencies";
import { synth, testStack } from "../../support/synth";
import { resourcesOf } from "../../support/terraform-json";

/** A construct with a ConfigMap of each given name below it. */
function box(scope: Construct, id: string, ...names: readonly string[]): Construct {
  const construct = new Construct(scope, id);
  for (const name of names) new ConfigMapV1(construct, name, { metadata: { name: `${id}-${name}` } });
  return construct;
}

/** Names of what each ConfigMap waits for, by its own name. */
function waits(stack: TerraformStack): Readonly<Record<string, readonly string[]>> {
  const all = resourcesOf(synth(stack));
  const nameOf = (body: Readonly<Record<string, unknown>>): string =>
    (body.metadata as { name: string }).name;
  const byAddress = new Map(all.map(({ type, id, body }) => [`${type}.${id}`, nameOf(body)]));
  return Object.fromEntries(
    all.map(({ body }) => [
      nameOf(body),
      ((body.depends_on ?? []) as readonly string[]).map(
        (address) => byAddress.get(address) ?? `? ${address}`,
      ),
    ]),
  );
}

describe("a dependency between constructs", () => {
  test("makes every resource below the one wait for every resource below the other", () => {
    const stack = testStack();
    box(stack, "a", "1", "2").node.addDependency(box(stack, "b", "1", "2"));
    expect(waits(stack)).toEqual({ "a-1": ["b-1", "b-2"], "a-2": ["b-1", "b-2"], "b-1": [], "b-2": [] });
  });

  test("holds for groups, and for resources that come later", () => {
    const stack = testStack();
    const group = new DependencyGroup();
    const a = box(stack, "a", "1");
    a.node.addDependency(group);
    const late = box(stack, "c");
    group.add(box(stack, "b", "1"), late);
    box(late, "d", "1");
    expect(waits(stack)).toMatchObject({ "a-1": ["b-1", "d-1"] });
  });

  test("is inherited from every scope above", () => {
    const stack = testStack();
    const outer = box(stack, "outer");
    box(outer, "inner", "1").node.addDependency(box(stack, "b", "1"));
    outer.node.addDependency(box(stack, "c", "1"));
    expect(waits(stack)).toMatchObject({ "inner-1": ["b-1", "c-1"] });
  });

  test.each<
    [string, (outer: Construct, inner: Construct) => void, Readonly<Record<string, readonly string[]>>]
  >([
    [
      "the outer on its inner",
      (outer, inner) => {
        outer.node.addDependency(inner);
      },
      { "outer-1": ["inner-1", "inner-2"], "inner-1": [], "inner-2": [] },
    ],
    [
      "the inner on its outer",
      (outer, inner) => {
        inner.node.addDependency(outer);
      },
      { "outer-1": [], "inner-1": [], "inner-2": [] },
    ],
    [
      "one on itself",
      (outer) => {
        outer.node.addDependency(outer);
      },
      { "outer-1": [], "inner-1": [], "inner-2": [] },
    ],
  ])("makes no circle with its own scope: %s", (_, depend, expected) => {
    const stack = testStack();
    const outer = box(stack, "outer", "1");
    depend(outer, box(outer, "inner", "1", "2"));
    expect(waits(stack)).toEqual(expected);
  });

  test("does not cross stacks", () => {
    const app = Testing.app({ stackTraces: false });
    const [here, there] = ["here", "there"].map((id) => {
      const stack = new TerraformStack(app, id);
      enforceDependencies(stack);
      return stack;
    });
    box(here!, "a", "1").node.addDependency(box(there!, "b", "1"));
    expect(JSON.parse(Testing.synth(here!))).not.toHaveProperty(
      "resource.kubernetes_config_map_v1.a_1_29E69C02.depends_on",
    );
    expect(Testing.synth(here!)).not.toContain("depends_on");
  });

  test("adds to what a resource says itself, once, in a stable order, and again gives the same", () => {
    const stack = testStack();
    const [b, c] = [box(stack, "b", "1"), box(stack, "c")];
    const waitedFor = new ConfigMapV1(c, "1", { metadata: { name: "c-1" } });
    const own = new ConfigMapV1(stack, "Own", {
      metadata: { name: "own" },
      dependsOn: [waitedFor],
    });
    own.node.addDependency(c, b, b);
    expect(waits(stack)).toMatchObject({ own: ["b-1", "c-1"] });
    expect(JSON.stringify(synth(stack))).toBe(JSON.stringify(synth(stack)));
  });

  test("is not said where there is none", () => {
    const stack = testStack();
    box(stack, "a", "1");
    expect(Testing.synth(stack)).not.toContain("depends_on");
  });
});
