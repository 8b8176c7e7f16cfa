import { allCallsJobImages } from "../../src/catalog/calls-releases";
import { CHARTS } from "../../src/catalog/charts";
import { imageReference, type Image, type ImageRegistry } from "../../src/catalog/image";
import { IMAGES, mattermostImage } from "../../src/catalog/images";
import type { Site } from "../../src/site/site";
import { podsOf, textsOf, type Json } from "../support/terraform-json";
import { isRecord } from "../support/terraform-type";
import { manifestsOf, chartReleasesOf } from "./releases";

/** Every image reference of a stack: of pods, of custom resources and of charts' values, with its place. */
export function imagesOf(stack: Json): readonly { readonly place: string; readonly image: string }[] {
  const pods = podsOf(stack).flatMap(({ owner, containers }) =>
    containers.map(({ name, image }) => ({ place: `${owner} ${String(name)}`, image: String(image) })),
  );
  const custom = manifestsOf(stack).flatMap((manifest) =>
    imageTexts(manifest, `${manifest.kind} ${manifest.metadata.name}`),
  );
  const charts = chartReleasesOf(stack).flatMap(({ chart, values }) => [
    ...imageTexts(values, chart),
    ...repositories(values, chart),
  ]);
  return [...pods, ...custom, ...charts];
}

/** Texts under keys that are made for images: `image`, `imageName`, `POSTGRES_IMAGE_NAME`. */
function imageTexts(
  value: unknown,
  place: string,
): readonly { readonly place: string; readonly image: string }[] {
  return textsOf(value)
    .filter(({ path }) => /(^|\.)(image|imageName|[A-Z_]*IMAGE_NAME)$/.test(path))
    .map(({ path, text }) => ({ place: `${place} ${path}`, image: text }));
}

/** Charts take the parts of a reference one by one. */
function repositories(
  value: unknown,
  place: string,
): readonly { readonly place: string; readonly image: string }[] {
  if (!isRecord(value)) return [];
  const own =
    typeof value.repository === "string"
      ? [{ place, image: `${value.repository}:${typeof value.tag === "string" ? value.tag : "(no tag)"}` }]
      : [];
  return [...own, ...Object.entries(value).flatMap(([key, inner]) => repositories(inner, `${place}.${key}`))];
}

/** Every reference that the catalogue allows a site. Charts' parts come without digest. */
export function allowedImages(site: Site): ReadonlySet<string> {
  const registry: ImageRegistry | undefined = site.cluster.registry;
  const catalogued: readonly Image[] = [
    ...Object.values(IMAGES),
    ...allCallsJobImages(),
    mattermostImage(site.mattermost.edition, site.mattermost.version),
    ...Object.values(CHARTS).flatMap((chart) => Object.values<Image>(chart.images)),
  ];
  return new Set([...catalogued.map((image) => imageReference(image, registry)), ...namedImages(site)]);
}

/** Images that the site file names itself. */
function namedImages({ objectStore, agents, plugins }: Site): readonly string[] {
  const store = objectStore.kind === "cluster" && objectStore.image ? [objectStore.image] : [];
  const models = (agents?.endpoints ?? []).flatMap((endpoint) =>
    "source" in endpoint && endpoint.source.kind === "image" ? [endpoint.source.image] : [],
  );
  return [...store, ...models, ...plugins.map(({ image }) => image)];
}
