import { join } from "node:path";
import { report, type ReportOptions } from "../../src/cli/report-command";
import { problem } from "../../src/errors/catalogue";
import { ProblemError } from "../../src/errors/problem";
import * as reports from "../../src/reports/site-reports";
import type { AcceptedProblem } from "../../src/site/accept";
import { openSites } from "../../src/site/open";
import type { OpenSites } from "../../src/site/opening";

const EXAMPLES = join(__dirname, "../../examples");
const EDGE = "edge/site.yaml";
const SINGLE = "edge-single/site.yaml";

const WARNING = { code: "HF2999", severity: "warning", title: "t", fix: "f" } as const;
const ACCEPTED: AcceptedProblem = {
  problem: problem(WARNING, { path: "a.b", message: "few", expected: "more" }),
  reason: "it is only a test",
};

async function run(
  file: string,
  options: ReportOptions = {},
  loaded: typeof reports = reports,
  accepted: readonly AcceptedProblem[] = [],
) {
  const said = { out: "", err: "" };
  const write = (stream: "out" | "err") => (text: string) => void (said[stream] += text);
  const terminal = { out: write("out"), err: write("err"), color: false, progress: false };
  const open: OpenSites = (targets) => ({ ...openSites(targets), accepted });
  const parts = { open, loadReports: () => Promise.resolve(loaded) };
  return { exit: await report(join(EXAMPLES, file), options, terminal, parts), ...said };
}

test.each<[ReportOptions, RegExp, RegExp]>([
  [{}, /^# Firewall matrix of [^]*\n# Images of [^]*\n# Evidence of /, /undefined|\[object/],
  [{ matrix: true }, /\| nginx \| [^\n]* \| mattermost \| [^\n]* \| 8065 \| TCP \|/, /# Images/],
  [{ images: true }, /\| mattermost: mattermost \| registry\.outpost-kestrel\.example/, /# Evidence/],
  [{ evidence: true }, /\| outpost-kestrel \| restricted \|/, /# Firewall/],
  [{ cost: true }, /^# Cost of [^]*Nothing of this site is billed by Azure\.\n$/, /# Evidence/],
  [{ names: true }, /^# Names of [^]*\| chat\.[^\n]* by hand/, /# Evidence|undefined/],
  [{ names: true, csv: true }, /^host,for,looked up by,/, /\|/],
  [{ matrix: true, csv: true }, /^from,from where,[^]*,8074,UDP,/, /\|/],
  [{ matrix: true, nft: true }, /^# What outpost-kestrel needs[^]*policy drop;[^]*accept comment "/, /\|/],
  [
    { exemptions: true },
    /^# Exemptions of outpost-kestrel[^]*## calls-jobs in outpost-kestrel-calls-jobs[^]*Pod Security of the namespace: baseline[^]*## nginx-load-balancer[^]*## rtcd-load-balancer in outpost-kestrel[^]*rtcd-0, rtcd-1[^]*8443 TCP, 8443 UDP/,
    /# Evidence|undefined|\[object/,
  ],
  [
    { exemptions: true, engine: "kyverno" },
    /^apiVersion: policies\.kyverno\.io/,
    /^#|Gatekeeper|constraints/,
  ],
  [{ images: true, csv: true }, /^component,reference,digest,licence\r\n/, /\|/],
])("%j", async (options, wanted, unwanted) => {
  const { exit, out, err } = await run(EDGE, options);
  expect({ exit, err }).toEqual({ exit: 0, err: "" });
  expect(out).toMatch(wanted);
  expect(out).not.toMatch(unwanted);
});

test("for programs it is one object, accepted warnings included", async () => {
  const { out } = await run(SINGLE, { evidence: true, json: true }, reports, [ACCEPTED]);
  const { site, evidence, ...rest } = JSON.parse(out) as reports.SiteReports;
  expect([site, rest]).toEqual(["rover-heron", {}]);
  expect(evidence.accepted.map(({ code }) => code)).toEqual(["HF2999"]);
});

test.each<[string, ReportOptions, number, RegExp]>([
  [EDGE, { csv: true }, 2, /--csv needs one/],
  [EDGE, { exemptions: true, csv: true }, 2, /--csv needs one/],
  [EDGE, { engine: "kyverno" }, 2, /--engine needs --exemptions/],
  [EDGE, { nft: true }, 2, /--nft needs --matrix/],
  [EDGE, { matrix: true, hosts: "hosts" }, 2, /--hosts needs --nft/],
  [EDGE, { matrix: true, nft: true, hosts: "/nowhere/hosts" }, 2, /--hosts \/nowhere\/hosts: E[A-Z]+/],
  [EDGE, { matrix: true, nft: true, hosts: __filename }, 2, /line 1 is no address/],
  [EDGE, { csv: true, evidence: true }, 2, /--csv needs one/],
  [EDGE, { csv: true, matrix: true, images: true }, 2, /--csv needs one/],
  [".", {}, 2, /holds \d+ sites; name the file of one/],
  ["nowhere.yaml", {}, 1, /HF1\d{3}/],
])("%s %j ends with %i", async (file, options, exit, text) => {
  const result = await run(file, options);
  expect(result.exit).toBe(exit);
  expect(result.out + result.err).toMatch(text);
});

test("what a construct refuses is a problem", async () => {
  const refusal = { code: "HF3999", severity: "error", title: "t", fix: "f" } as const;
  const reportSite = () => {
    throw new ProblemError([problem(refusal, { path: "a/b", message: "refused", expected: "e" })]);
  };
  const { exit, out } = await run(EDGE, {}, { ...reports, reportSite });
  expect(exit).toBe(1);
  expect(out).toMatch(/error +HF3999 {2}- +a\/b/);
});
