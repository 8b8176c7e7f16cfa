import { undefinedReferences } from "../../../src/constructs/mattermost/references";

test.each([
  ["defined before", { A: "1", B: "x $(A) y" }, []],
  ["defined after", { B: "$(A)", A: "1" }, [{ variable: "B", reference: "A" }]],
  [
    "never defined",
    { B: "$(A)$(C)", C: "1" },
    [
      { variable: "B", reference: "A" },
      { variable: "B", reference: "C" },
    ],
  ],
  ["itself", { B: "$(B)" }, [{ variable: "B", reference: "B" }]],
  ["escaped", { B: "$$(A)" }, []],
  ["an escaped sign before a reference", { B: "$$$(A)" }, [{ variable: "B", reference: "A" }]],
  ["by reference", { A: { field: "status.podIP" }, B: "$(A)" }, []],
  ["other brackets", { B: "${A} $A (A)" }, []],
])("%s", (_, env, expected) => {
  expect(undefinedReferences(env)).toEqual(expected);
});
