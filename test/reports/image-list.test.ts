import { rmSync } from "node:fs";
import { CustomResources } from "../../src/constructs/kubernetes/custom-resources";
import { Namespace } from "../../src/constructs/kubernetes/namespace";
import { Workload } from "../../src/constructs/kubernetes/workload";
import { cataloguedImage, digestOf } from "../../src/reports/catalogued-image";
import { imageList, imageTable } from "../../src/reports/image-list";
import { exampleNames, synthesizeExample } from "../contract/example";
import { imagesOf } from "../contract/images";
import { testStack } from "../support/synth";

const DIGEST = `sha256:${"0".repeat(64)}`;

describe.each(exampleNames())("the images of %s", (name) => {
  const example = synthesizeExample(name);
  const rows = imageList(example.app);
  afterAll(() => {
    rmSync(example.folder, { recursive: true });
  });

  test("are those of the synthesized files, read another way", () => {
    const synthesized = Object.values(example.stacks).flatMap((stack) => imagesOf(stack));
    expect([...new Set(rows.map(({ reference }) => reference))]).toEqual(
      [...new Set(synthesized.map(({ image }) => image))].sort(),
    );
  });

  test("name each custom resource that has one", () => {
    const withImages = example.app.node
      .findAll()
      .filter(CustomResources.isCustomResources)
      .flatMap(({ manifests }) => manifests)
      .filter(({ kind }) => kind === "Cluster" || kind === "Pooler");
    expect(rows.map(({ component }) => component)).toEqual(
      expect.arrayContaining(withImages.map(({ kind, metadata }) => `${kind} ${metadata.name}`)),
    );
    expect(withImages.length).toBeGreaterThan(0);
  });

  test("have licence and, where the catalogue has one, digest", () => {
    const unknown = rows.filter(({ licence }) => licence === undefined);
    // Models and plugins come in images of the site's own.
    expect(unknown.filter(({ component }) => !/copy-model|: plugin-\d/.test(component))).toEqual([]);
    for (const { reference, digest } of rows) expect(digest).toBe(cataloguedImage(reference)?.digest);
  });
});

test("an image of one's own has neither digest nor licence, and the table says so", () => {
  const stack = testStack();
  new Workload(stack, "Own", {
    name: "own",
    namespace: Namespace.fromName(stack, "Namespace", "site"),
    controller: { kind: "CronJob", schedule: "0 3 * * *" },
    pod: {
      user: { uid: 1000 },
      containers: [
        { name: "one", image: "registry.example/own:1.0", resources: { cpu: "1", memory: "1Gi" } },
      ],
    },
  });
  expect(imageTable(imageList(stack)).rows).toEqual([
    ["own: one", "registry.example/own:1.0", "none", "not in the catalogue"],
  ]);
});

test.each([
  [`docker.io/pgsty/mc:RELEASE.2026-09-16T00-00-00Z`, undefined],
  [`registry.example:5000/mirror/pgsty/mc:RELEASE.2026-09-16T00-00-00Z@${DIGEST}`, DIGEST],
])("knows %s", (reference, digest) => {
  expect(cataloguedImage(reference)?.licence).toBe("AGPL-3.0-only");
  expect(digestOf(reference)).toBe(digest);
});

test.each(["docker.io/pgsty/mc:other", "registry.example:5000/own", "otherpgsty/mc:x", ""])(
  "doesn't know %j",
  (reference) => {
    expect(cataloguedImage(reference)).toBeUndefined();
  },
);

test("knows a Mattermost server of any version", () => {
  const reference = "registry.example/mattermost/mattermost-team-edition:11.0.3";
  expect(cataloguedImage(reference)?.licence).toBe("AGPL-3.0 and MIT");
});
