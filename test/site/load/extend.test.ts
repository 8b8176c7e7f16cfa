import { loadSite } from "../../../src/site/load";
import { memoryFiles, VALID, type Entry } from "./memory-files";

const load = (entries: Readonly<Record<string, Entry>>) =>
  loadSite("sites/a/site.yaml", memoryFiles(entries));

const BASE = `${VALID}labels:
  app.example/owner: north
  tier: gold
timeSources: [ntp1.example, ntp2.example]
database:
  kind: cluster
  instances: 5
  version: 17
proxy:
  replicas: 4
  hsts: false
`;

describe("extends", () => {
  test("sections merge, lists replace, null removes", () => {
    const { spec, problems } = load({
      "sites/base.yaml": BASE,
      "sites/a/site.yaml":
        "extends: ../base.yaml\nname: a\nlabels: {tier: null}\ntimeSources: [gps]\ndatabase: {instances: 3}\nproxy: null\n",
    });
    expect(problems).toEqual([]);
    expect(spec).toMatchObject({
      name: "a",
      labels: { "app.example/owner": "north" },
      timeSources: ["gps"],
      database: { kind: "cluster", instances: 3, version: 17 },
      people: { users: 800 },
    });
    expect(spec?.labels).not.toHaveProperty("tier");
    expect(spec?.proxy).toBeUndefined();
  });

  test("a section of another kind replaces the whole section", () => {
    const { spec } = load({
      "sites/base.yaml": `${BASE}objectStore:\n  kind: cluster\n  servers: 4\n`,
      "sites/a/site.yaml": "extends: ../base.yaml\nobjectStore: {kind: local-files, size: 20Gi}\n",
    });
    expect(spec?.objectStore).toEqual({ kind: "local-files", size: "20Gi" });
  });

  test("a problem points at the file that the value came from, through a chain", () => {
    const { problems } = load({
      "base.yaml": BASE.replace("800", "-1"),
      "sites/base.yaml": "extends: ../base.yaml\nproxy: {replicas: 99}\n",
      "sites/a/site.yaml": "extends: ../base.yaml\nproxy: {hstss: true}\n",
    });
    expect(problems.map(({ file, line, column, path }) => `${file}:${line}:${column} ${path}`)).toEqual([
      "base.yaml:8:10 people.users",
      "sites/a/site.yaml:2:9 proxy.hstss",
      "sites/base.yaml:2:19 proxy.replicas",
    ]);
  });

  test("an alias keeps the place of its anchor's value", () => {
    const { problems } = load({
      "sites/a/site.yaml": `${VALID}proxy: {replicas: &n 99}\ndatabase: {kind: cluster, instances: *n}\n`,
    });
    expect(problems.map(({ path, line }) => `${path} ${line}`)).toEqual([
      "database.instances 11",
      "proxy.replicas 11",
    ]);
  });
});

describe("locate", () => {
  const { sources } = load({
    "sites/base.yaml": BASE,
    "sites/a/site.yaml":
      "extends: ../base.yaml\n\nproxy:\n  replicas: 2\naccept:\n  - code: HF2101\n    reason: because it is so\n",
  });
  const at = (path: string): string => {
    const place = sources?.locate(path);
    return `${place?.file}:${place?.line}:${place?.column}`;
  };

  test.each([
    ["proxy.replicas", "sites/a/site.yaml:4:13"],
    ["proxy.hsts", "sites/base.yaml:21:9"],
    ["proxy", "sites/a/site.yaml:3:1"],
    ["proxy.workers", "sites/a/site.yaml:3:1"],
    ["labels.app.example/owner", "sites/base.yaml:12:22"],
    ["accept[0].code", "sites/a/site.yaml:6:11"],
    ["accept.0.code", "sites/a/site.yaml:6:11"],
    ["accept[7]", "sites/a/site.yaml:5:1"],
    ["timeSources[1]", "sites/base.yaml:14:29"],
    ["backend.bucket", "sites/a/site.yaml:1:1"],
    ["", "sites/a/site.yaml:1:1"],
  ])("%s", (path, place) => {
    expect(at(path)).toBe(place);
  });
});
