import { check } from "../../src/cli/check";
import { describeDefect } from "../../src/cli/exit";
import { explain } from "../../src/cli/explain";
import { synth, type SynthSites } from "../../src/cli/synth";
import { problem } from "../../src/errors/catalogue";
import { ProblemError } from "../../src/errors/problem";
import { openSitesWith, type OpenSites } from "../../src/site/opening";
import { resolveSite } from "../../src/site/resolve";
import { memoryFiles, VALID } from "../site/load/memory-files";

const WARNING = { code: "HF2999", severity: "warning", title: "t", fix: "f" } as const;
const REFUSAL = { code: "HF3999", severity: "error", title: "t", fix: "f" } as const;
const warn = problem(WARNING, { path: "people.users", message: "many", expected: "few" });

/** Opens a text as a site, with one warning from the rules. */
const opening = (text: string): OpenSites => {
  const files = memoryFiles({ "site.yaml": text });
  return (targets) => openSitesWith({ resolve: resolveSite, check: () => [warn] }, targets, { files });
};

function terminal() {
  const said = { out: "", err: "" };
  const write = (stream: "out" | "err") => (text: string) => void (said[stream] += text);
  return { said, io: { out: write("out"), err: write("err"), color: false, progress: false } };
}

const ACCEPTING = `${VALID}accept: [{code: HF2999, reason: it is only a test}]\n`;

describe("check", () => {
  test("a warning is shown and does not fail", () => {
    const { said, io } = terminal();
    expect(check(["site.yaml"], {}, io, opening(VALID))).toBe(0);
    expect(said.out).toMatch(/^warning HF2999 {2}site\.yaml:8:10[^]*1 warning in 1 site\n$/);
  });

  test("an accepted warning is only in the summary", () => {
    const { said, io } = terminal();
    expect(check(["site.yaml"], {}, io, opening(ACCEPTING))).toBe(0);
    expect(said.out).toBe(
      "1 warning accepted:\n  HF2999  site.yaml  it is only a test\nno problems in 1 site\n",
    );
  });
});

describe("synth", () => {
  const run = async (synthSites: SynthSites, text = ACCEPTING, json = false) => {
    const { said, io } = terminal();
    const parts = { open: opening(text), loadSynth: () => Promise.resolve(synthSites) };
    const exit = await synth(["site.yaml"], { out: "out", json }, io, parts);
    return { exit, ...said };
  };

  test("builds the sites and says where", async () => {
    const built: string[] = [];
    const result = await run((sites, out) => void built.push(...sites.map(({ name }) => name), out));
    expect(built).toEqual(["outpost-kestrel", "out"]);
    expect(result).toMatchObject({ exit: 0, err: "" });
    expect(result.out).toMatch(/wrote 1 site to out\n$/);
  });

  test("for programs only problems are printed", async () => {
    const { exit, out } = await run(() => undefined, VALID, true);
    expect(exit).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ problems: [{ code: "HF2999", file: "site.yaml" }] });
  });

  test("what a construct refuses is a problem, anything else a defect", async () => {
    const refuse: SynthSites = () => {
      throw new ProblemError([problem(REFUSAL, { path: "a/b", message: "refused", expected: "e" })]);
    };
    const { exit, out } = await run(refuse);
    expect(exit).toBe(1);
    expect(out).toMatch(/error +HF3999 {2}- +a\/b[^]*1 error in 1 site\n$/);
    expect(out).not.toContain("wrote");
    await expect(run(() => Promise.reject(new TypeError("ours")))).rejects.toThrow("ours");
  });
});

describe("explain", () => {
  const run = (...path: readonly string[]) => {
    const { said, io } = terminal();
    return { exit: explain("site.yaml", path[0], io, opening(VALID)), ...said };
  };

  test("a value of the person points at its line, a sized one has its formula and source", () => {
    expect(run("people.users").out).toBe("people.users  800  you set it at site.yaml:8\n");
    expect(run("database.instances").out).toMatch(/^database\.instances {2}3 {2}sized: .*\n +source: .*\n$/);
    expect(run().out.split("\n").length).toBeGreaterThan(50);
  });

  test("an unknown path is misuse, with the nearest one", () => {
    expect(run("databse")).toMatchObject({
      exit: 2,
      out: "",
      err: expect.stringContaining('"database"') as string,
    });
  });
});

test("a defect asks for a report and shows its stack only for debugging", () => {
  const defect = new TypeError("x is undefined");
  expect(describeDefect(defect, false)).toMatch(/x is undefined\nPlease report/);
  expect(describeDefect(defect, false)).not.toContain(" at ");
  expect(describeDefect(defect, true)).toContain(" at ");
});
