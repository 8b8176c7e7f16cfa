import { CHARTS } from "../../src/catalog/charts";
import type { Image } from "../../src/catalog/image";
import { IMAGES } from "../../src/catalog/images";
import { AKS_CACHE_RULE, catalogueCacheRules } from "../../src/catalog/registry-cache";

const rules = catalogueCacheRules();

test("no two rules overlap, which Azure refuses, and names are ones that it takes", () => {
  const targets = [AKS_CACHE_RULE, ...rules].map(({ target }) => target);
  expect(new Set(targets).size).toBe(targets.length);
  for (const { name } of rules) expect(name).toMatch(/^(?=.{5,50}$)[a-z0-9]+(-[a-z0-9]+)*$/);
});

test("an image keeps its path, and comes from its own publisher", () => {
  const images: readonly Image[] = [
    ...Object.values(IMAGES),
    ...Object.values(CHARTS).flatMap(({ images: all }) => Object.values<Image>(all)),
  ];
  const missed = images.filter(({ registry, repository }) => {
    const path = repository.split("/", 1)[0];
    return !rules.some(({ source, target }) => source === `${registry}/${path}/*` && target === `${path}/*`);
  });
  expect([...new Set(missed.map(({ registry }) => registry))]).toEqual(["nvcr.io"]);
});
