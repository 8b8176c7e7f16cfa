import type { Image, ImageRegistry } from "../../catalog/image";

/** An image the way most charts take it; registry and path are one text there. */
export function imageParts(image: Image, mirror?: ImageRegistry): { repository: string; tag: string } {
  return { repository: `${mirror?.host ?? image.registry}/${image.repository}`, tag: image.tag };
}

/** The pull Secret the way charts take it. */
export function pullSecrets(mirror?: ImageRegistry): { name: string }[] {
  return mirror?.pullSecret ? [{ name: mirror.pullSecret }] : [];
}
