import { checkAgainstProviderSchema } from "./provider-schema";
import { describeWithReference } from "./reference";

function resource(type: string, block: Readonly<Record<string, unknown>>): unknown {
  return { resource: { [type]: { Sample: block } } };
}

const METADATA = { metadata: { name: "sample" } };
const RELEASE = { name: "sample", chart: "sample" };

describeWithReference("the check against provider schemas", () => {
  test.each<[string, unknown, string]>([
    [
      "a type that does not exist",
      resource("kubernetes_deployment_v9", {}),
      "kubernetes_deployment_v9: no such type",
    ],
    ["an unknown provider", { provider: { acme: [{}] } }, "provider.acme: no schema"],
    [
      "an unknown attribute",
      resource("kubernetes_config_map_v1", { ...METADATA, dta: {} }),
      ".dta: unknown attribute",
    ],
    [
      "an unknown attribute far inside",
      resource("kubernetes_service_v1", { ...METADATA, spec: { port: [{ prot: 80, port: 80 }] } }),
      ".spec.port.prot: unknown attribute",
    ],
    ["a missing attribute", resource("helm_release", { name: "sample" }), ".chart: missing"],
    ["a missing block", resource("kubernetes_config_map_v1", {}), ".metadata: 0 blocks, at least 1 needed"],
    [
      "too many blocks",
      resource("kubernetes_config_map_v1", { metadata: [{ name: "a" }, { name: "b" }] }),
      ".metadata: 2 blocks, at most 1 allowed",
    ],
    [
      "a text for a block",
      resource("kubernetes_config_map_v1", { metadata: "sample" }),
      ".metadata: no block but",
    ],
    [
      "a text for a number",
      resource("helm_release", { ...RELEASE, timeout: "15m" }),
      `.timeout: "15m" is no number`,
    ],
    ["a number for a truth value", resource("helm_release", { ...RELEASE, wait: 1 }), ".wait: 1 is no bool"],
    ["a text for a list", resource("helm_release", { ...RELEASE, values: "{}" }), `.values: "{}" is no list`],
    [
      "a list for a map",
      resource("kubernetes_config_map_v1", { ...METADATA, data: ["a"] }),
      `.data: ["a"] is no map`,
    ],
    [
      "an object inside a map of texts",
      resource("kubernetes_config_map_v1", { ...METADATA, data: { a: { b: "c" } } }),
      `.data.a: {"b":"c"} is no string`,
    ],
    [
      "a read-only attribute",
      resource("kubernetes_config_map_v1", { metadata: { name: "a", uid: "1" } }),
      ".uid: read-only",
    ],
    [
      "a deprecated attribute",
      resource("random_password", { length: 32, number: true }),
      "random_password.Sample.number: deprecated",
    ],
    [
      "a wrong member of an object attribute",
      resource("helm_release", { ...RELEASE, set: [{ name: "a", nam: "a" }] }),
      ".set[0].nam: unknown attribute",
    ],
    [
      "one object for a list of objects",
      resource("helm_release", { ...RELEASE, set: { name: "a" } }),
      ".set: no list",
    ],
    [
      "a wrong member of the provider's settings",
      { provider: { helm: [{ kubernetes: { config_pth: "x" } }] } },
      "provider.helm[0].kubernetes.config_pth: unknown attribute",
    ],
    [
      "a write-only value without revision",
      resource("kubernetes_secret_v1", { ...METADATA, data_wo: { a: "b" } }),
      ".data_wo_revision: missing beside",
    ],
    [
      "an ephemeral value where state keeps it",
      {
        ephemeral: { random_password: { P: { length: 32 } } },
        ...(resource("kubernetes_secret_v1", {
          ...METADATA,
          data: { a: "${ephemeral.random_password.P.result}" },
        }) as object),
      },
      ".data: an ephemeral value outside a write-only attribute",
    ],
    [
      "a piece of an ephemeral value where state keeps it",
      {
        ephemeral: { random_password: { P: { length: 32 } } },
        ...(resource("kubernetes_secret_v1", {
          ...METADATA,
          data: { a: "${substr(ephemeral.random_password.P.result, 0, 32)}" },
        }) as object),
      },
      ".data: an ephemeral value outside a write-only attribute",
    ],
    [
      "a piece of nothing",
      resource("kubernetes_secret_v1", {
        ...METADATA,
        data_wo: { a: "${substr(ephemeral.random_password.Gone.result, 0, 32)}" },
        data_wo_revision: 1,
      }),
      "refers to ephemeral.random_password.Gone",
    ],
    [
      "an ephemeral resource without its argument",
      { ephemeral: { random_password: { P: {} } } },
      "random_password.P.length: missing",
    ],
    [
      "a dependency on nothing",
      resource("helm_release", { ...RELEASE, depends_on: ["kubernetes_namespace_v1.Gone"] }),
      "refers to kubernetes_namespace_v1.Gone",
    ],
    [
      "an interpolation of nothing",
      resource("helm_release", { ...RELEASE, namespace: "${kubernetes_namespace_v1.Gone.id}" }),
      "refers to kubernetes_namespace_v1.Gone",
    ],
    [
      "a dependency on itself",
      resource("helm_release", { ...RELEASE, depends_on: ["helm_release.Sample"] }),
      "depends on itself",
    ],
    [
      "another version than the checked one",
      { terraform: { required_providers: { helm: { source: "helm", version: "2.17.0" } } } },
      "2.17.0 is not the checked version 3.1.1",
    ],
  ])("refuses %s", (_, json, expected) => {
    expect(checkAgainstProviderSchema(json)).toEqual([expect.stringContaining(expected)]);
  });

  test.each<[string, unknown]>([
    [
      "numbers and truth values as text",
      resource("helm_release", { ...RELEASE, timeout: "900", wait: "true" }),
    ],
    [
      "text where a number was meant as text",
      resource("kubernetes_config_map_v1", { ...METADATA, data: { a: 1 } }),
    ],
    [
      "values known at plan time",
      resource("helm_release", { ...RELEASE, timeout: "${var.limit}", values: "${var.v}" }),
    ],
    ["a block as a list of one", resource("kubernetes_config_map_v1", { metadata: [{ name: "a" }] })],
    ["absent values", resource("helm_release", { ...RELEASE, timeout: null })],
    ["meta-arguments", resource("helm_release", { ...RELEASE, lifecycle: {}, depends_on: [] })],
    ["escaped interpolations", resource("helm_release", { ...RELEASE, values: ["$${kubernetes_x.y}"] })],
  ])("accepts %s", (_, json) => {
    expect(checkAgainstProviderSchema(json)).toEqual([]);
  });
});
