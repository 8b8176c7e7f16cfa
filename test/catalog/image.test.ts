import { imageReference, type Image } from "../../src/catalog/image";

const IMAGE: Image = {
  registry: "docker.io",
  repository: "acme/chat",
  tag: "1.2.3",
  architectures: ["amd64"],
  licence: "MIT",
  source: "acme",
  date: "2026-01-01",
};
const digest = `sha256:${"a".repeat(64)}`;

describe("an image reference", () => {
  test.each<[string, Image, string | undefined, string]>([
    ["names registry, repository and tag", IMAGE, undefined, "docker.io/acme/chat:1.2.3"],
    [
      "has the digest where it is known",
      { ...IMAGE, digest },
      undefined,
      `docker.io/acme/chat:1.2.3@${digest}`,
    ],
    ["moves to a private registry", IMAGE, "registry.example", "registry.example/acme/chat:1.2.3"],
    [
      "moves below a path and a port",
      IMAGE,
      "registry.example:5000/mirror",
      "registry.example:5000/mirror/acme/chat:1.2.3",
    ],
    [
      "keeps tag and digest when it moves",
      { ...IMAGE, digest },
      "registry.example",
      `registry.example/acme/chat:1.2.3@${digest}`,
    ],
  ])("%s", (_, image, host, expected) => {
    expect(imageReference(image, host === undefined ? undefined : { host })).toBe(expected);
  });
});
