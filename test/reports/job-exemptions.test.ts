import { parseAllDocuments } from "yaml";
import { jobExemptions } from "../../src/reports/job-exemptions";

const { gatekeeper, kyverno, text } = jobExemptions("outpost-calls-jobs");
const objects = (yaml: string) =>
  parseAllDocuments(yaml).map((each) => each.toJS() as { readonly spec: object });

test("jobs are excepted in their own namespace, by each engine, and nowhere else", () => {
  const [cel, rules] = objects(kyverno);
  expect(cel?.spec).toMatchObject({
    matchConditions: [{ expression: 'object.metadata.namespace == "outpost-calls-jobs"' }],
  });
  expect(rules?.spec).toMatchObject({
    match: { any: [{ resources: { kinds: ["Pod", "Job"], namespaces: ["outpost-calls-jobs"] } }] },
  });
  const constraints = objects(gatekeeper);
  expect(constraints).toHaveLength(5);
  for (const { spec } of constraints) {
    expect(spec).toEqual({ match: { excludedNamespaces: ["outpost-calls-jobs"] } });
  }
});

test("the request says what the pods need and what still holds", () => {
  expect(text).toContain("start as root");
  expect(text).toContain("Pod Security of the namespace: baseline.");
});
