import { POLICY_EXCEPTIONS } from "../../src/catalog/policy-exceptions";

const accepted = POLICY_EXCEPTIONS.flatMap(({ findings, scopes }) =>
  findings.flatMap(({ tool, check }) => scopes.map((scope) => `${tool} ${check} on ${scope}`)),
);

test("no finding is accepted twice", () => {
  expect(accepted.filter((each, index) => accepted.indexOf(each) !== index)).toEqual([]);
});

test.each(POLICY_EXCEPTIONS.map((each) => [each.findings[0]?.check ?? "nothing", each] as const))(
  "%s: the reason is in sentences, the scopes name kinds",
  (_, { findings, scopes, reason }) => {
    expect(findings.length * scopes.length).toBeGreaterThan(0);
    expect(reason).toMatch(/^[A-Z].{40,}\.$/);
    for (const scope of scopes)
      expect(scope).toMatch(
        /^(\*|[A-Z][A-Za-z]+ [a-z0-9*-]+(\/[a-z0-9*-]+)?|azurerm_[a-z_]+ [A-Za-z0-9_*-]+)$/,
      );
  },
);
