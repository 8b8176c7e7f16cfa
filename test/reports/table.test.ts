import { compareCells, toCsv, toMarkdown } from "../../src/reports/table";

const table = (...rows: readonly (readonly string[])[]) => ({ columns: ["a", "b"], rows });

test.each([
  [table(), "None.\n"],
  [table(["x|y", "two\nlines"]), "| a | b |\n| --- | --- |\n| x\\|y | two lines |\n"],
  [table(["back\\slash", "*"]), "| a | b |\n| --- | --- |\n| back\\\\slash | \\* |\n"],
])("Markdown of %j", (input, text) => {
  expect(toMarkdown(input)).toBe(text);
});

test.each([
  [table(), "a,b\r\n"],
  [table(["1,2", 'say "no"']), 'a,b\r\n"1,2","say ""no"""\r\n'],
  [table(["=1+1", "two\nlines"]), 'a,b\r\n\'=1+1,"two\nlines"\r\n'],
])("CSV of %j", (input, text) => {
  expect(toCsv(input)).toBe(text);
});

test.each([
  [["a", "b"], ["a", "c"], -1],
  [["b"], ["a", "z"], 1],
  [["a"], ["a"], 0],
])("%j against %j", (a, b, order) => {
  expect(compareCells(a, b)).toBe(order);
});
