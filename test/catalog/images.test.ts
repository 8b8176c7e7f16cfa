import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { CHARTS } from "../../src/catalog/charts";
import { imageReference, type Image } from "../../src/catalog/image";
import { IMAGES, mattermostImage, postgresImage } from "../../src/catalog/images";
import { describeWithReference, referencePath } from "../support/reference";

const ALL: readonly (readonly [string, Image])[] = [
  ...Object.entries<Image>(IMAGES),
  ...Object.entries(CHARTS).flatMap(([chart, { images }]) =>
    Object.entries<Image>(images).map(([part, image]) => [`${chart} ${part}`, image] as const),
  ),
  ["mattermost enterprise", mattermostImage("enterprise", "11.7.9")],
  ["mattermost fips", mattermostImage("fips", "11.7.9")],
  ["mattermost team", mattermostImage("team", "11.7.9")],
];

describe.each(ALL)("the image %s", (_, image) => {
  test("has an exact tag, a host, and a digest only in full", () => {
    expect(image.tag).toMatch(/^[\w][\w.-]{0,127}$/);
    expect(image.tag).toMatch(/\d/);
    expect(image.registry).toMatch(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/);
    expect(image.repository).toMatch(/^[a-z0-9]+([._/-][a-z0-9]+)*$/);
    if (image.digest !== undefined) expect(image.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  test("says its licence, its source and since when", () => {
    expect(image.licence).not.toBe("");
    expect(image.source.length).toBeGreaterThan(3);
    expect(image.date).toMatch(/^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/);
    expect(image.architectures.length).toBeGreaterThan(0);
  });
});

test("no two entries are the same image", () => {
  const references = Object.values(IMAGES).map((image) => imageReference(image));
  expect(new Set(references).size).toBe(references.length);
});

test.each([
  ["enterprise", "docker.io/mattermost/mattermost-enterprise-edition:11.7.9"],
  ["fips", "docker.io/mattermost/mattermost-enterprise-fips-edition:11.7.9"],
  ["team", "docker.io/mattermost/mattermost-team-edition:11.7.9"],
] as const)("the edition %s has its own repository, for amd64 only", (edition, reference) => {
  expect(imageReference(mattermostImage(edition, "11.7.9"))).toBe(reference);
  expect(mattermostImage(edition, "11.7.9").architectures).toEqual(["amd64"]);
});

test.each([
  [15, undefined],
  [16, "16."],
  [17, "17."],
  [18, "18."],
  [19, undefined],
])("PostgreSQL %i is %s", (major, prefix) => {
  const image = postgresImage(major);
  expect(image === undefined ? undefined : image.tag.startsWith(prefix ?? "?")).toBe(
    prefix === undefined ? undefined : true,
  );
});

/** Read in public deployments that pin them, after the list of images was made. */
const READ_ELSEWHERE: readonly string[] = ["coturn", "dex", "node"];

describeWithReference("the catalogue and what was read", () => {
  const seen = parse(readFileSync(referencePath("charts", "images.yaml"), "utf8")) as {
    readonly images: readonly { readonly ref: string; readonly digest?: string }[];
  };
  const digests = new Map(seen.images.map(({ ref, digest }) => [ref, digest]));
  const fixed = ALL.filter(([name]) => !name.startsWith("mattermost ") && !READ_ELSEWHERE.includes(name));

  test.each(fixed)("%s was seen, with this digest or none", (_, image) => {
    const reference = imageReference({ ...image, digest: undefined });
    expect([...digests.keys()]).toContain(reference);
    expect(image.digest).toBe(digests.get(reference));
  });
});
