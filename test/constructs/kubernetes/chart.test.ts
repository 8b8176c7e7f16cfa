import { CHARTS } from "../../../src/catalog/charts";
import { Chart, type ChartLocation, type ChartProps } from "../../../src/constructs/kubernetes/chart";
import { Namespace } from "../../../src/constructs/kubernetes/namespace";
import { synth, testStack } from "../../support/synth";
import { onlyResource, type Json } from "../../support/terraform-json";

const CHART = CHARTS.certManager;

function release(props: Partial<ChartProps> = {}): Json {
  const stack = testStack();
  const namespace = new Namespace(stack, "Namespace", { name: "certs" });
  const chart = { name: "certs", namespace, chart: CHART, location: { kind: "public" }, values: {} } as const;
  new Chart(stack, "Chart", { ...chart, ...props });
  return onlyResource(synth(stack), "helm_release");
}

describe("a chart", () => {
  test.each<[ChartLocation, Json]>([
    [{ kind: "public" }, { chart: CHART.name, repository: CHART.repository, version: CHART.version }],
    [
      { kind: "registry", url: "oci://registry.example/charts" },
      { chart: CHART.name, repository: "oci://registry.example/charts", version: CHART.version },
    ],
    [
      { kind: "directory", path: "../../charts" },
      { chart: `../../charts/${CHART.name}-${CHART.version}.tgz` },
    ],
  ])("is taken from %j", (location, expected) => {
    const { chart, repository, version } = release({ location });
    expect({ chart, repository, version }).toEqual({
      repository: undefined,
      version: undefined,
      ...expected,
    });
  });

  test("gives the user's values last, so that they win", () => {
    const values = { replicaCount: 1, image: { tag: "a" } };
    const userValues = { replicaCount: 3 };
    expect(release({ values }).values).toEqual([JSON.stringify(values)]);
    expect(release({ values, userValues }).values).toEqual([
      JSON.stringify(values),
      JSON.stringify(userValues),
    ]);
  });

  test("gives values as they are written", () => {
    expect(release({ values: { legend: "${x} {{y}}" } }).values).toEqual(['{"legend":"$${x} {{y}}"}']);
  });

  test("is all or nothing, and waits for its namespace", () => {
    expect(release()).toMatchObject({
      name: "certs",
      namespace: "certs",
      atomic: true,
      wait: true,
      timeout: 900,
      max_history: 3,
      depends_on: expect.arrayContaining([expect.stringContaining("kubernetes_namespace_v1")]) as unknown,
    });
  });
});
