import type { Mount, Volume } from "../kubernetes/pod";
import type { ISecret } from "../kubernetes/secret";

const FOLDER = "/holdfast/ca";
const SYSTEM_FOLDER = "/etc/ssl/certs";
const FILE = "ca.crt";

/** Certificate authorities of the site, in a ConfigMap of the namespace. */
export interface CaBundle {
  readonly configMap: string;
  /** Key that holds the certificates, PEM. */
  readonly key: string;
}

export interface TrustOptions {
  /** Authority of the database. */
  readonly database?: ISecret;
  /** Authority of the file store. */
  readonly objectStore?: ISecret;
  /** Authorities that features bring, by feature. */
  readonly features?: Readonly<Record<string, ISecret>>;
  /** Authorities that every outgoing connection believes. */
  readonly bundle?: CaBundle;
}

/** Private authorities as the pod sees them. */
export interface Trust {
  readonly volumes: Readonly<Record<string, Volume>>;
  readonly mounts: readonly Mount[];
  /** File with the authority of the database. */
  readonly databaseCaFile?: string;
  /** Value of SSL_CERT_DIR; absent when the system's authorities are enough. */
  readonly certificateFolders?: string;
}

/**
 * Mounts private authorities. Go reads every folder of SSL_CERT_DIR besides the system's bundle; whole folders, unlike
 * single files, follow a renewed Secret. The database has its own file, named in the data source.
 */
export function trustOf({ database, objectStore, features, bundle }: TrustOptions): Trust {
  const everywhere: Readonly<Record<string, Volume>> = {
    ...(objectStore && { "ca-object-store": onlyCertificate(objectStore) }),
    ...Object.fromEntries(
      Object.entries(features ?? {})
        .filter(([, secret]) => secret.secretName !== objectStore?.secretName)
        .map(([feature, secret]) => [`ca-${feature}`, onlyCertificate(secret)]),
    ),
    ...(bundle && { "ca-site": { configMap: { name: bundle.configMap, items: { [bundle.key]: FILE } } } }),
  };
  const volumes = { ...(database && { "ca-database": onlyCertificate(database) }), ...everywhere };
  const folders = Object.keys(everywhere).map(folderOf);
  return {
    volumes,
    mounts: Object.keys(volumes).map((volume) => ({ volume, path: folderOf(volume) })),
    databaseCaFile: database && `${folderOf("ca-database")}/${FILE}`,
    certificateFolders: folders.length > 0 ? [SYSTEM_FOLDER, ...folders].join(":") : undefined,
  };
}

/** The Secret may hold the authority's key, too. */
function onlyCertificate(secret: ISecret): Volume {
  return { secret, items: { [FILE]: FILE } };
}

function folderOf(volume: string): string {
  return `${FOLDER}/${volume.slice("ca-".length)}`;
}
