import type { Rule } from "./rule";

/** Rules on the list of accepted warnings; they know all other rules. */
export function acceptanceRules(rules: readonly Rule[]): readonly Rule[] {
  const severities = new Map(rules.map((rule) => [rule.code, rule.severity]));
  const reference = "Holdfast: warnings can be accepted with a reason, errors can't";
  return [
    {
      code: "HF2090",
      severity: "error",
      title: "A code that no rule has is accepted.",
      fix: "correct or remove the entry",
      reference,
      find: ({ accept }) =>
        accept.flatMap(({ code }, index) =>
          severities.has(code)
            ? []
            : [
                {
                  path: `accept[${index}].code`,
                  message: `accept names ${code}, which no rule of this version has`,
                  expected: "the code of a warning",
                },
              ],
        ),
    },
    {
      code: "HF2091",
      severity: "error",
      title: "An error is accepted.",
      fix: "remove the entry and correct the error",
      reference,
      find: ({ accept }) =>
        accept.flatMap(({ code }, index) =>
          severities.get(code) === "error"
            ? [
                {
                  path: `accept[${index}].code`,
                  message: `accept names ${code}, which is an error`,
                  expected: "the code of a warning",
                },
              ]
            : [],
        ),
    },
  ];
}
