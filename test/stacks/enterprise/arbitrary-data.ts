import * as fc from "fast-check";
import { AZURE_CLOUDS } from "../../../src/catalog/azure-clouds";
import { maybe, quietly, sometimes, type Drawn } from "../../e2e/parts/generated-sites/arbitrary-values";
import { existing, GROUP, type Ground } from "./ground";

const disk = fc.constantFrom<Drawn>(
  {},
  { storageTier: "P50" },
  { storage: "512Gi" },
  { storage: "1024Gi", storageTier: "P40" },
);

const managed = fc
  .tuple(
    disk,
    maybe({
      kind: fc.constant("azure"),
      version: quietly(fc.constantFrom(16, 17, 18)),
      sku: quietly(fc.constantFrom("GP_Standard_D16s_v3", "MO_Standard_E16ds_v4")),
      standby: fc.constantFrom(undefined, "none", "same-zone", "zone-redundant"),
      readReplicas: quietly(fc.integer({ min: 0, max: 3 })),
      searchReplicas: quietly(fc.integer({ min: 0, max: 2 })),
      geoBackup: quietly(fc.boolean()),
      backupDays: quietly(fc.integer({ min: 7, max: 35 })),
      network: fc.constantFrom(undefined, { kind: "delegated-subnet" }, { kind: "private-endpoint" }),
      dataKeys: fc.constantFrom(undefined, "microsoft", "own"),
      maxConnections: quietly(fc.constant(1500)),
      pooler: quietly(
        fc.constantFrom<Drawn>({ enabled: false }, { poolSize: 300 }, { enabled: true, poolSize: 300 }),
      ),
      parameters: quietly(fc.constant({ work_mem: "24MB", log_min_duration_statement: "2000" })),
      administrators: quietly(fc.constant({ objectId: GROUP, name: "administrators" })),
      administratorRevision: quietly(fc.constant(3)),
      maintenance: quietly(fc.constant({ day: "monday", hour: 3 })),
      writerName: quietly(fc.constantFrom("server", "virtual-endpoint")),
    }),
  )
  .map(([size, rest]) => ({ ...rest, ...size }));

/** The section `database` of a site. */
export const arbitraryDatabase = fc.oneof(
  { weight: 3, arbitrary: managed },
  { weight: 1, arbitrary: fc.constant({ kind: "cluster" }) },
);

/** What the site's own account has, of whatever kind. */
const ownAccount = ({ cloud }: Ground) => ({
  softDeleteDays: quietly(fc.constant(90)),
  customerKey: quietly(
    fc.constant({
      keyId: `https://kv-shared-keys.${AZURE_CLOUDS[cloud].suffixes.keyVault}/keys/files`,
      identityId: existing("Microsoft.ManagedIdentity/userAssignedIdentities", "id-files"),
    }),
  ),
});

const blobs = (ground: Ground) =>
  maybe({
    kind: fc.constant("azure-blob"),
    container: quietly(fc.constant("chat-files")),
    pathPrefix: quietly(fc.constant("chat/")),
    redundancy: quietly(fc.constantFrom("LRS", "ZRS", "GRS", "GZRS")),
    immutableDays: quietly(fc.constant(365)),
    ...ownAccount(ground),
  });

/** In an account that is there already; its endpoint is the network's owner's. */
const blobsOfOthers = maybe({
  kind: fc.constant("azure-blob"),
  account: fc.constant("stsharedfiles"),
  credentials: fc.constantFrom<Drawn>({ secret: "files-key" }, { secret: "files-key", revision: 2 }),
  addresses: sometimes(fc.constant(["172.16.9.4/32"])),
});

const share = (ground: Ground) =>
  maybe({
    kind: fc.constant("azure-files"),
    share: quietly(fc.constant("chat-files")),
    size: quietly(fc.constant("500Gi")),
    redundancy: quietly(fc.constantFrom("LRS", "ZRS")),
    ...ownAccount(ground),
  });

const shareOfOthers = fc.constant({ kind: "azure-files", account: "stsharedfiles", share: "chat-files" });

/** The section `objectStore` of a site. */
export const arbitraryObjectStore = (ground: Ground): fc.Arbitrary<Drawn> =>
  fc.oneof(
    { weight: 2, arbitrary: fc.constant<Drawn>({ kind: "cluster" }) },
    { weight: 3, arbitrary: blobs(ground) },
    { weight: 1, arbitrary: blobsOfOthers },
    { weight: 3, arbitrary: share(ground) },
    { weight: 1, arbitrary: shareOfOthers },
  );
