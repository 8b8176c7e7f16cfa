/** Where an image comes from and what is known of it. */
export interface Image {
  /** Registry host of the publisher. */
  readonly registry: string;
  readonly repository: string;
  /** Exact tag. Never a moving one. */
  readonly tag: string;
  /** `sha256:…` when it was seen published; never invented. */
  readonly digest?: string;
  readonly architectures: readonly ("amd64" | "arm64")[];
  /** SPDX identifier, or the vendor's own terms. */
  readonly licence: string;
  /** Where the reference was read. */
  readonly source: string;
  /** Date of the source, `YYYY-MM-DD`. */
  readonly date: string;
}

/** A private registry that holds every image under its own repository path. */
export interface ImageRegistry {
  /** `host[:port][/path]`, without scheme. */
  readonly host: string;
  /** Pull Secret in the namespace of the pods. */
  readonly pullSecret?: string;
  /** What the pull Secret is made from. @default - somebody else puts it into each namespace */
  readonly credentials?: RegistryCredentials;
}

/** Credentials that stay in a file until Terraform applies. */
export interface RegistryCredentials {
  /** Docker configuration (`config.json` with `auths`), as Terraform sees it from the stack's folder. */
  readonly file: string;
  /** Raised when the file's content changed. */
  readonly revision: number;
}

/**
 * The reference a pod uses: `registry/repository:tag@digest`, from the private registry where there is one.
 * Tag and digest stay as they are; a mirror that changes bytes is not a mirror.
 */
export function imageReference(image: Image, mirror?: ImageRegistry): string {
  const path = `${mirror?.host ?? image.registry}/${image.repository}:${image.tag}`;
  return image.digest ? `${path}@${image.digest}` : path;
}
