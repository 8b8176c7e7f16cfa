import type { Image } from "../../../catalog/image";
import type { ContainerProps, Mount, Volume } from "../../kubernetes/pod";

/** A plugin's bundle and where it lies. */
export interface BundleDelivery {
  readonly id: string;
  readonly version: string;
  /** Image that holds the bundle, with a shell, `sha256sum` and `cp`. */
  readonly image: Image | string;
  /** Absolute path of the `.tar.gz` in the image. */
  readonly file: string;
  /** SHA-256 of the bundle, hexadecimal. */
  readonly sha256: string;
  /** Whether a signature lies beside it, with `.sig` appended. */
  readonly signed: boolean;
  /** `prepackaged`: the server finds it in its own folder. `upload`: the setup hands it in over the API. */
  readonly delivery: "prepackaged" | "upload";
}

const VOLUME = "plugin-bundles";
const FOLDER = "/plugin-bundles";
const PREPACKAGED = "/mattermost/prepackaged_plugins";

/** What copies bundles into a pod, after looking at their digests. */
export interface BundleCopy {
  readonly volumes: Readonly<Record<string, Volume>>;
  readonly initContainers: readonly ContainerProps[];
}

/** Copies each bundle out of its image. A bundle with another digest stops the pod. */
export function bundleCopy(bundles: readonly BundleDelivery[]): BundleCopy {
  if (bundles.length === 0) return { volumes: {}, initContainers: [] };
  return {
    volumes: { [VOLUME]: { scratch: {} } },
    initContainers: bundles.map((bundle, index) => ({
      name: `plugin-${index}`,
      image: bundle.image,
      command: ["/bin/sh", "-ec", copyScript(bundle)],
      resources: { cpu: "50m", memory: "64Mi" },
      mounts: [{ volume: VOLUME, path: FOLDER }],
    })),
  };
}

/** The bundles as files in the server's own folder, beside those of the image. */
export function prepackagedMounts(bundles: readonly BundleDelivery[]): readonly Mount[] {
  return bundles.flatMap((bundle) =>
    filesOf(bundle).map((name) => ({
      volume: VOLUME,
      path: `${PREPACKAGED}/${name}`,
      subPath: name,
      readOnly: true,
    })),
  );
}

/** The folder of the bundles, for who reads them itself. */
export function bundleMount(bundles: readonly BundleDelivery[]): readonly Mount[] {
  return bundles.length === 0 ? [] : [{ volume: VOLUME, path: FOLDER, readOnly: true }];
}

/** Where a bundle lies in a pod that mounts the folder. */
export function bundleFile(bundle: BundleDelivery): string {
  return `${FOLDER}/${nameOf(bundle)}`;
}

function nameOf({ id, version }: BundleDelivery): string {
  return `${id}-${version}.tar.gz`;
}

function filesOf(bundle: BundleDelivery): readonly string[] {
  return bundle.signed ? [nameOf(bundle), `${nameOf(bundle)}.sig`] : [nameOf(bundle)];
}

function copyScript(bundle: BundleDelivery): string {
  const [target = "", signature] = filesOf(bundle);
  return [
    `echo '${bundle.sha256}  ${bundle.file}' | sha256sum -c`,
    `cp '${bundle.file}' '${FOLDER}/${target}'`,
    ...(signature ? [`cp '${bundle.file}.sig' '${FOLDER}/${signature}'`] : []),
  ].join("\n");
}
