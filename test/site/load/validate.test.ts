import { loadSite } from "../../../src/site/load";
import { memoryFiles, VALID } from "./memory-files";

const problemsOf = (text: string) => loadSite("site.yaml", memoryFiles({ "site.yaml": text })).problems;

/** What is appended to a valid file, and the one problem that follows: code, line:column, path, words, fix. */
const CASES: readonly (readonly [string, string, string, string, RegExp, RegExp])[] = [
  ["proxi:\n  hsts: true\n", "HF1020", "11:1", "proxi", /unknown key "proxi"/, /write "proxy"/],
  ["proxi:\n", "HF1020", "11:1", "proxi", /unknown key/, /write "proxy"/],
  ["replicas: 3\n", "HF1020", "11:1", "replicas", /unknown key/, /move it under "mattermost", "proxy"/],
  ["proxy:\n  hts: true\n", "HF1020", "12:3", "proxy.hts", /unknown key "hts"/, /write "hsts"/],
  [
    "database:\n  kind: cluster\n  instanses: 3\n",
    "HF1020",
    "13:3",
    "database.instanses",
    /unknown/,
    /write "instances"/,
  ],
  ["database:\n  kind: clustr\n", "HF1023", "12:9", "database.kind", /the text "clustr"/, /write "cluster"/],
  [
    "database:\n  pooling: none\n",
    "HF1020",
    "12:3",
    "database.pooling",
    /unknown key "pooling"/,
    /remove it, or write "kind" as external/,
  ],
  [
    "database:\n  kind: external\n  version: 17\n  writer: {host: db.example}\n",
    "HF1021",
    "11:1",
    "database.credentials",
    /"credentials" is missing/,
    /add "credentials" under "database"/,
  ],
  [
    "proxy:\n  tls:\n    secret: Bad_Name\n",
    "HF1023",
    "13:13",
    "proxy.tls.secret",
    /not shown/,
    /Kubernetes name/,
  ],
  [
    "proxy:\n  tls: {issuer: a, secret: b}\n",
    "HF1024",
    "12:3",
    "proxy.tls",
    /"issuer", "secret"/,
    /one alternative/,
  ],
  ["proxy:\n  tls: yes\n", "HF1022", "12:8", "proxy.tls", /the text "yes"/, /a section/],
  [
    "proxy:\n  allowFrom: [10.0.0.0/8, 10.0.0.1]\n",
    "HF1023",
    "12:27",
    "proxy.allowFrom[1]",
    /10\.0\.0\.1/,
    /IPv4.* or .*IPv6/,
  ],
  ["proxy: []\n", "HF1022", "11:1", "proxy", /a list of 0/, /a section/],
  ["proxy:\n  replicas: 1.5\n", "HF1022", "12:13", "proxy.replicas", /the number 1\.5/, /a whole number/],
  [
    "proxy:\n  tls: {secret: t, revision: 1.0e+300}\n",
    "HF1023",
    "12:30",
    "proxy.tls.revision",
    /1e\+300/,
    /at most/,
  ],
  ["proxy:\n  replicas: 1e30\n", "HF1023", "12:13", "proxy.replicas", /1e\+30/, /at most 20/],
  ["proxy:\n  replicas: .nan\n", "HF1022", "12:13", "proxy.replicas", /NaN/, /a number/],
  ["labels:\n  a b: c\n", "HF1023", "12:3", "labels.a b", /"a b" is not allowed/, /label key/],
  [
    "accept:\n  - code: HF2101\n    reason: short\n",
    "HF1023",
    "13:13",
    "accept[0].reason",
    /"short"/,
    /at least 10 characters/,
  ],
  ["accept:\n  - null\n", "HF1022", "12:5", "accept[0]", /nothing/, /a section/],
];

describe("validation", () => {
  test.each(CASES)("%j", (text, code, at, path, message, fix) => {
    const problems = problemsOf(VALID + text);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({
      code,
      path,
      message: expect.stringMatching(message) as string,
      fix: expect.stringMatching(fix) as string,
    });
    expect(`${problems[0]?.line}:${problems[0]?.column}`).toBe(at);
  });

  test("every value wrong: all problems at once, in the order of the file", () => {
    const wrong =
      "name: 5\ntopology: mesh\nconnectivity: []\ncluster: x\npeople:\n  users: many\nmattermost:\n";
    const found = problemsOf(wrong).map(({ line, code, path }) => `${line} ${code} ${path}`);
    expect(found).toEqual([
      "1 HF1022 name",
      "2 HF1023 topology",
      "3 HF1023 connectivity",
      "4 HF1022 cluster",
      "6 HF1022 people.users",
      "7 HF1021 mattermost",
    ]);
  });

  test("a section whose lines are all commented out is not set", () => {
    expect(problemsOf(`${VALID}proxy:\n  # replicas: 2\nlabels:\n`)).toEqual([]);
  });

  test("long values are cut", () => {
    const message = problemsOf(VALID.replace("edge", "e".repeat(5000)))[0]?.message ?? "";
    expect(message.length).toBeLessThan(100);
  });
});
