import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { signInNames } from "../../src/cli/sign-in-names";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "names-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function run(content: string | Uint8Array, file = "people.csv") {
  const path = join(folder, file);
  writeFileSync(path, content);
  const said = { out: "" };
  const out = (text: string) => void (said.out += text);
  const code = signInNames(path, { out, err: out, color: false, progress: false });
  return { code, out: said.out };
}

const HEAD = "displayName,userPrincipalName,mail\n";

test("who has the same name and address signs in silently, in any case of letters", () => {
  const { code, out } = run(`${HEAD}Ada,ADA@agency.example,ada@agency.example\n`);
  expect([code, out]).toEqual([0, "0 logins asked for among 1 people\n"]);
});

test("everybody else is named with the line", () => {
  const { code, out } = run(
    `\uFEFF${HEAD}Ada,ada@agency.example,ada@agency.example\nBo,bo@corp.example,bo@agency.example\nCy,cy@agency.example,\n`,
  );
  expect(code).toBe(1);
  expect(out).toMatch(/HF3609[^]*people\.csv:3:1[^]*people\.csv:4:1[^]*2 logins asked for among 3 people\n$/);
});

test.each<[string, string | Uint8Array, string]>([
  ["a column is missing", "userPrincipalName,email\na@b.example,a@b.example\n", "HF4505"],
  ["nobody is there", "", "HF4505"],
  ["a quote is never closed", `${HEAD}"Ada,a@b.example,a@b.example\n`, "HF4504"],
  ["another encoding", new Uint8Array([255, 254, 65, 0]), "HF4502"],
])("%s", (_, content, code) => {
  const result = run(content);
  expect(result.code).toBe(1);
  expect(result.out).toContain(code);
});

test("a file that is not there", () => {
  const said: string[] = [];
  const out = (text: string) => void said.push(text);
  const code = signInNames(join(folder, "absent.csv"), { out, err: out, color: false, progress: false });
  expect([code, said.join("")]).toEqual([1, expect.stringContaining("HF4501")]);
});
