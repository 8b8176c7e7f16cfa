import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { apps } from "../../src/cli/apps";

const EDGE = join(__dirname, "..", "..", "examples", "edge", "site.yaml");

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "apps-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function run(file: string, out: string) {
  const said = { out: "", err: "" };
  const write = (stream: "out" | "err") => (text: string) => void (said[stream] += text);
  const code = apps(file, out, { out: write("out"), err: write("err"), color: false, progress: false });
  return { code, ...said };
}

test("every platform gets a file with the site's address, and again", () => {
  const out = join(folder, "apps");
  expect(run(EDGE, out)).toMatchObject({ code: 0, err: "" });
  expect(run(EDGE, out).code).toBe(0);
  const files = readdirSync(out);
  expect(files.sort()).toEqual([
    "desktop-macos.mobileconfig",
    "desktop-windows.reg",
    "mobile-android.json",
    "mobile-ios.plist",
  ]);
  for (const file of files) {
    expect(readFileSync(join(out, file), "utf8")).toContain("https://chat.outpost-kestrel.example");
  }
});

test("a wrong site and a folder that can't be written are problems", () => {
  const wrong = join(folder, "site.yaml");
  writeFileSync(wrong, readFileSync(EDGE, "utf8").replace("https://chat.", "http://chat."));
  expect(run(wrong, join(folder, "apps"))).toMatchObject({ code: 1 });
  expect(readdirSync(folder)).toEqual(["site.yaml"]);
  const blocked = run(EDGE, join(wrong, "apps"));
  expect(blocked.code).toBe(1);
  expect(blocked.out).toContain("HF4102");
});
