import { GpuOperator } from "../../../src/constructs/platform/gpu-operator";
import { checkAgainstChartSchema } from "../../support/chart-values";
import { describeWithReference } from "../../support/reference";
import { resourcesByName, synth, testStack } from "../../support/synth";

describeWithReference("the GPU operator", () => {
  test("gives the chart values that it knows, and images of the mirror", () => {
    const stack = testStack({ registry: { host: "registry.outpost.example" } });
    new GpuOperator(stack, "Gpu", { location: { kind: "public" }, driver: "container", slice: "1g.10gb" });
    const release = resourcesByName(synth(stack), "helm_release")["gpu-operator"];
    const values = JSON.parse((release?.values as readonly string[])[0] ?? "") as Record<string, unknown>;
    // Values of the subchart are not in the chart's own file.
    const subchart = "node-feature-discovery";
    const own = Object.fromEntries(Object.entries(values).filter(([name]) => name !== subchart));
    expect(checkAgainstChartSchema("gpu-operator", own)).toEqual([]);
    expect(values.devicePlugin).toMatchObject({
      repository: "registry.outpost.example/nvidia",
      image: "k8s-device-plugin",
      version: "v0.20.0",
    });
    expect(values.driver).toMatchObject({ enabled: true, repository: "registry.outpost.example/nvidia" });
    expect(values.migManager).toMatchObject({ config: { default: "all-1g.10gb" } });
  });
});
