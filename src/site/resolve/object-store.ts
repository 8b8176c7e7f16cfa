import { DEFAULTS } from "../defaults";
import type { SiteCluster, SiteObjectStore, SitePeople } from "../site";
import {
  sizeDrive,
  sizeDrivesPerServer,
  sizeFileVolume,
  sizeParity,
  sizeStoreResources,
  sizeStoreServers,
  type FileLoad,
} from "../sizing/object-store";
import type { SiteSpec } from "../spec";
import { plannedRecording } from "./calls";
import type { Ledger } from "./ledger";
import { resolveAzureBlobs, resolveAzureFiles } from "./object-store-azure";
import { resolveResources } from "./resources";
import { resolveReference } from "./secrets";

type StoreSpec = NonNullable<SiteSpec["objectStore"]>;
type ClusterStoreSpec = Extract<StoreSpec, { kind?: "cluster" }>;
type ExternalStoreSpec = Extract<StoreSpec, { kind: "external-s3" }>;

/** Where files are kept; a store in the cluster by default. */
export function resolveObjectStore(
  spec: SiteSpec,
  people: SitePeople,
  cluster: SiteCluster,
  ledger: Ledger,
): SiteObjectStore {
  const store = spec.objectStore;
  const files: FileLoad = { ...people, recordings: plannedRecording(spec) };
  ledger.chosen("objectStore.kind", store?.kind, {
    value: "cluster",
    reason: "files stay in the site and every server sees them",
  });
  if (store?.kind === "external-s3") return resolveExternalStore(store, ledger);
  if (store?.kind === "azure-blob") return resolveAzureBlobs(spec, store, ledger);
  if (store?.kind === "azure-files") return resolveAzureFiles(spec, store, files, ledger);
  if (store?.kind !== "local-files" && store?.kind !== "shared-files") {
    return resolveClusterStore(store ?? {}, files, people.concurrentUsers, cluster, ledger);
  }
  const size = ledger.sized("objectStore.size", store.size, sizeFileVolume(files));
  if (store.kind === "local-files") return { kind: "local-files", size };
  return {
    kind: "shared-files",
    size,
    existingClaim: ledger.optional(
      "objectStore.existingClaim",
      store.existingClaim,
      "a new claim of the class cluster.storageClasses.shared",
    ),
  };
}

function resolveClusterStore(
  store: ClusterStoreSpec,
  files: FileLoad,
  concurrentUsers: number,
  cluster: SiteCluster,
  ledger: Ledger,
): SiteObjectStore {
  const path = "objectStore";
  const servers = ledger.sized(`${path}.servers`, store.servers, sizeStoreServers(cluster.nodes.count));
  const drivesPerServer = ledger.sized(
    `${path}.drivesPerServer`,
    store.drivesPerServer,
    sizeDrivesPerServer(files, servers),
  );
  const parity = ledger.sized(`${path}.parity`, store.parity, sizeParity(servers, drivesPerServer));
  const shape = { servers, drivesPerServer, parity };
  return {
    kind: "cluster",
    ...shape,
    driveSize: ledger.sized(`${path}.driveSize`, store.driveSize, sizeDrive(files, shape)),
    resources: resolveResources(
      `${path}.resources`,
      store.resources,
      sizeStoreResources(concurrentUsers, shape.servers),
      ledger,
    ),
    image: ledger.optional(`${path}.image`, store.image, "the catalogue's image"),
  };
}

function resolveExternalStore(store: ExternalStoreSpec, ledger: Ledger): SiteObjectStore {
  const path = "objectStore";
  return {
    kind: "external-s3",
    endpoint: ledger.written(`${path}.endpoint`, store.endpoint),
    bucket: ledger.written(`${path}.bucket`, store.bucket),
    region: ledger.optional(`${path}.region`, store.region, "the store has no regions"),
    pathPrefix: ledger.optional(`${path}.pathPrefix`, store.pathPrefix, "keys start at the bucket's root"),
    tls: ledger.chosen(`${path}.tls`, store.tls, DEFAULTS.objectStore.tls),
    credentials: resolveReference(`${path}.credentials`, store.credentials, ledger),
    addresses: ledger.optional(
      `${path}.addresses`,
      store.addresses,
      "any address, on the endpoint's port only",
    ),
  };
}
