import { allCallsJobImages } from "../catalog/calls-releases";
import { CHARTS } from "../catalog/charts";
import type { Image } from "../catalog/image";
import { IMAGES, mattermostImage, type MattermostEdition } from "../catalog/images";

const EDITIONS = {
  enterprise: true,
  fips: true,
  team: true,
} as const satisfies Record<MattermostEdition, true>;

/** The digest of an image reference, when it has one. */
export function digestOf(reference: string): string | undefined {
  return /@(sha256:[0-9a-f]{64})$/.exec(reference)?.[1];
}

/** What the catalogue knows of a reference, from the publisher's registry or a private one. */
export function cataloguedImage(reference: string): Image | undefined {
  const { path, tag } = /^(?<path>[^@]+):(?<tag>[^:/@]+)(?:@.*)?$/.exec(reference)?.groups ?? {};
  if (path === undefined || tag === undefined) return undefined;
  const known: readonly Image[] = [
    ...Object.values(IMAGES),
    ...allCallsJobImages(),
    ...Object.values(CHARTS).flatMap(({ images }) => Object.values<Image>(images)),
    ...(Object.keys(EDITIONS) as MattermostEdition[]).map((edition) => mattermostImage(edition, tag)),
  ];
  return known.find((image) => image.tag === tag && path.endsWith(`/${image.repository}`));
}
