import { readFileSync } from "node:fs";
import { CHARTS } from "../../src/catalog/charts";
import type { ChartPackage } from "../../src/catalog/chart";
import { describeWithReference, referencePath } from "../support/reference";

const ALL = Object.values<ChartPackage>(CHARTS).map((chart) => [chart.name, chart] as const);

describe.each(ALL)("the chart %s", (_, chart) => {
  test("has an exact version and a repository", () => {
    expect(chart.version).toMatch(/^v?\d+\.\d+\.\d+$/);
    expect(chart.appVersion).toMatch(/^v?\d+\.\d+(\.\d+)?$/);
    expect(chart.repository).toMatch(/^(https|oci):\/\/[a-z0-9.-]+(\/|$)/);
  });

  test("says its licence, its source and since when, and has images", () => {
    expect(chart.licence).not.toBe("");
    expect(chart.source).not.toBe("");
    expect(chart.date).toMatch(/^20\d\d-\d\d-\d\d$/);
    expect(Object.keys(chart.images)).not.toEqual([]);
  });
});

describeWithReference("the charts and what was read", () => {
  test.each(ALL)("%s: version, place and images are those of the notes", (name, chart) => {
    const notes = readFileSync(referencePath("charts", name, "NOTES.md"), "utf8");
    expect(notes).toContain(chart.version);
    expect(notes).toContain(chart.repository.replace(/^(https|oci):\/\//, ""));
    for (const { registry, repository, tag } of Object.values(chart.images)) {
      expect(notes).toContain(`${registry}/${repository}:${tag}`);
    }
  });
});
