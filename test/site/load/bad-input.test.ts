import { loadSite, loadSites } from "../../../src/site/load";
import { MAX_BYTES } from "../../../src/site/load/read";
import { memoryFiles, VALID, type Entry } from "./memory-files";

const bomb = ["a: &a [x,x,x,x,x,x,x,x,x,x]"]
  .concat(
    "bcdefg".split("").map((name, i) => `${name}: &${name} [${Array(10).fill(`*${"abcdef"[i]}`).join(",")}]`),
  )
  .join("\n");

const extending = (path: string): string => `extends: ${path}\n${VALID}`;

/** Each input with the one problem it must end in. */
const CASES: readonly (readonly [string, Readonly<Record<string, Entry>>, string, number])[] = [
  ["no file", {}, "HF1001", 1],
  ["unreadable", { "site.yaml": { fails: "EACCES" } }, "HF1002", 1],
  ["a link to itself", { "site.yaml": { link: "site.yaml" } }, "HF1002", 1],
  ["a folder", { "site.yaml/x": "" }, "HF1003", 1],
  ["a file of 50 MB, not read", { "site.yaml": { size: 50 * 2 ** 20 } }, "HF1005", 1],
  ["one byte too many", { "site.yaml": "#".repeat(MAX_BYTES + 1) }, "HF1005", 1],
  ["zero bytes", { "site.yaml": "name: a\0b" }, "HF1006", 1],
  ["not UTF-8", { "site.yaml": new Uint8Array([0x6e, 0xff, 0xfe]) }, "HF1006", 1],
  ["empty", { "site.yaml": "" }, "HF1007", 1],
  ["only comments", { "site.yaml": "# nothing\n\n" }, "HF1007", 1],
  ["not YAML", { "site.yaml": "name: a\nlabels: {a: 1\n" }, "HF1008", 3],
  ["unknown tag", { "site.yaml": "name: a\nlabels: !!js/function x\n" }, "HF1008", 2],
  ["alias without anchor", { "site.yaml": "name: a\nlabels: *b\n" }, "HF1008", 2],
  ["alias inside its anchor", { "site.yaml": "name: a\nlabels: &b {c: *b}\n" }, "HF1008", 2],
  ["duplicate keys", { "site.yaml": `${VALID}name: other\n` }, "HF1009", 11],
  ["tabs", { "site.yaml": "name: a\ncluster:\n\tnodes: 1\n" }, "HF1010", 3],
  ["several documents", { "site.yaml": `${VALID}---\nname: b\n` }, "HF1011", 11],
  ["aliases that explode", { "site.yaml": bomb }, "HF1012", 5],
  ["brackets without end", { "site.yaml": "[".repeat(50_000) }, "HF1012", 1],
  ["dashes without end", { "site.yaml": "- ".repeat(50_000) }, "HF1012", 1],
  ["a list", { "site.yaml": "- a\n- b\n" }, "HF1013", 1],
  ["plain text", { "site.yaml": "hello world" }, "HF1013", 1],
  ["a key that is a list", { "site.yaml": `${VALID}? [a]\n: b\n` }, "HF1014", 11],
  ["__proto__", { "site.yaml": `${VALID}__proto__: {a: 1}\n` }, "HF1014", 11],
  ["extends a number", { "site.yaml": extending("5") }, "HF1015", 1],
  ["extends a list", { "site.yaml": extending("[a, b]") }, "HF1015", 1],
  ["extends nothing there", { "site.yaml": `# base\n${extending("../nowhere.yaml")}` }, "HF1016", 2],
  ["extends itself", { "site.yaml": extending("./site.yaml") }, "HF1017", 1],
  [
    "extends in a circle",
    { "site.yaml": extending("b.yaml"), "b.yaml": "labels: {}\nextends: site.yaml\n" },
    "HF1017",
    2,
  ],
  ["extends a folder", { "site.yaml": extending("base"), "base/x": "" }, "HF1003", 1],
  ["a broken base", { "site.yaml": extending("b.yaml"), "b.yaml": "labels:\n  a: [\n" }, "HF1008", 3],
];

describe("bad input", () => {
  test.each(CASES)("%s", (_, entries, code, line) => {
    const site = loadSite("site.yaml", memoryFiles(entries));
    expect(site.problems.map((problem) => [problem.code, problem.line])).toEqual([[code, line]]);
    expect(site.spec).toBeUndefined();
    expect(site.problems[0]).toMatchObject({
      severity: "error",
      fix: expect.stringMatching(/\w/) as string,
      column: expect.any(Number) as number,
    });
  });

  test("an unexpected failure of the file system is a problem too", () => {
    const site = loadSite("site.yaml", memoryFiles({ "site.yaml": { fails: "EIO" } }));
    expect(site.problems[0]?.message).toContain("EIO");
  });

  test.each([
    ["many keys", Array.from({ length: 15_000 }, (_, i) => `a${i}:`).join("\n")],
    ["many commas", `[${",".repeat(100_000)}]`],
    ["many aliases", `a: &a 1\nb: [${"*a,".repeat(15_000)}]`],
    ["a long text", `name: ${"a".repeat(200_000)}`],
    ["a long text of marks", `name: ${"-eyJ://".repeat(30_000)}`],
    ["many quotes", '"'.repeat(100_001)],
  ])("%s end in a problem", (_, text) => {
    expect(loadSite("site.yaml", memoryFiles({ "site.yaml": text })).problems.length).toBeGreaterThan(0);
  });
});

describe("targets", () => {
  const found = (entries: Readonly<Record<string, Entry>>, ...targets: readonly string[]) => {
    const { sites, problems } = loadSites(targets, memoryFiles(entries));
    return {
      files: sites.map(({ file }) => file),
      codes: problems.map(({ code, file }) => `${code} ${file}`),
    };
  };
  const named = (name: string): string => VALID.replace("outpost-kestrel", name);

  test("a folder gives its sites, without what is not meant", () => {
    const entries = {
      "sites/a/site.yaml": named("a"),
      "sites/b.site.yaml": named("b"),
      "sites/base.yaml": "labels: {}",
      "sites/.hidden/site.yaml": named("c"),
      "sites/node_modules/site.yaml": named("d"),
      "sites/cdktf.out/site.yaml": named("e"),
    };
    expect(found(entries, "sites", "sites/a/site.yaml")).toEqual({
      files: ["sites/a/site.yaml", "sites/b.site.yaml"],
      codes: [],
    });
  });

  test("a folder without sites is a problem", () => {
    expect(found({ "sites/readme.md": "" }, "sites")).toEqual({ files: [], codes: ["HF1004 sites"] });
  });

  test("links that lead in circles are followed once", () => {
    const entries = {
      "sites/a/site.yaml": named("a"),
      "sites/a/loop": { link: "sites" },
      "sites/broken": { link: "gone" },
    };
    expect(found(entries, "sites")).toEqual({ files: ["sites/a/site.yaml"], codes: [] });
  });

  test("an unreadable folder is a problem, the others are still read", () => {
    const entries = { "sites/a/site.yaml": named("a"), "sites/z": { fails: "EACCES" } };
    expect(found(entries, "sites")).toEqual({ files: ["sites/a/site.yaml"], codes: ["HF1002 sites/z"] });
  });

  test("two sites with one name are a problem of both", () => {
    const entries = { "x/site.yaml": VALID, "y/site.yaml": VALID };
    expect(found(entries, "x", "y").codes).toEqual(["HF1040 x/site.yaml", "HF1040 y/site.yaml"]);
  });
});
