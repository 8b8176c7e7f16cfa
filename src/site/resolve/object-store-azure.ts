import type { AzureCloud } from "../../catalog/azure-clouds";
import { AzureNames } from "../../catalog/azure-names";
import { zonesOf } from "../../catalog/azure-regions";
import { DEFAULTS } from "../defaults";
import type { SiteAzureBlobs, SiteAzureFiles, SiteStorageAccount } from "../site-object-store";
import { sizeAzureShare, type FileLoad } from "../sizing/object-store";
import type { SiteSpec } from "../spec";
import type { Ledger } from "./ledger";
import { resolveReference } from "./secrets";

type StoreSpec = NonNullable<SiteSpec["objectStore"]>;
type BlobsSpec = Extract<StoreSpec, { kind: "azure-blob" }>;
type FilesSpec = Extract<StoreSpec, { kind: "azure-files" }>;

const PATH = "objectStore";

/** A container of Azure Blob Storage: of the site's own account unless one is named. */
export function resolveAzureBlobs(spec: SiteSpec, store: BlobsSpec, ledger: Ledger): SiteAzureBlobs {
  const { azureBlob } = DEFAULTS.objectStore;
  return {
    kind: "azure-blob",
    ...resolveAccount(spec, store, ledger),
    container: ledger.chosen(`${PATH}.container`, store.container, azureBlob.container),
    pathPrefix: ledger.optional(
      `${PATH}.pathPrefix`,
      store.pathPrefix,
      "names start at the container's root",
    ),
    credentials: store.credentials && resolveReference(`${PATH}.credentials`, store.credentials, ledger),
    addresses: ledger.optional(`${PATH}.addresses`, store.addresses, "any address, on port 443 only"),
    own: resolveOwn(spec, store, ledger, () => ({
      immutableDays: ledger.optional(
        `${PATH}.immutableDays`,
        store.immutableDays,
        "versions of files can be removed",
      ),
    })),
  };
}

/** An NFS share of Azure: of the site's own account unless one is named. */
export function resolveAzureFiles(
  spec: SiteSpec,
  store: FilesSpec,
  files: FileLoad,
  ledger: Ledger,
): SiteAzureFiles {
  return {
    kind: "azure-files",
    ...resolveAccount(spec, store, ledger),
    share: ledger.chosen(`${PATH}.share`, store.share, DEFAULTS.objectStore.azureFiles.share),
    size: ledger.sized(`${PATH}.size`, store.size, sizeAzureShare(files)),
    own: resolveOwn(spec, store, ledger, () => ({})),
  };
}

function cloudOf({ substrate }: SiteSpec): AzureCloud {
  return substrate === "azure-government" ? "azure-government" : "azure";
}

function resolveAccount(
  spec: SiteSpec,
  { account }: BlobsSpec | FilesSpec,
  ledger: Ledger,
): { readonly cloud: AzureCloud; readonly account: string } {
  const subscriptionId = spec.azure?.subscriptionId;
  const own =
    subscriptionId === undefined
      ? ""
      : new AzureNames({ site: spec.name, subscriptionId }).of("storageAccount");
  return {
    cloud: cloudOf(spec),
    account: ledger.chosen(`${PATH}.account`, account, {
      value: own,
      reason: "an account of the site's own, named after it",
    }),
  };
}

/** What the foundation makes; nothing when the account is there already. */
function resolveOwn(
  { azure, ...spec }: SiteSpec,
  store: BlobsSpec | FilesSpec,
  ledger: Ledger,
  more: () => Pick<SiteStorageAccount, "immutableDays">,
): SiteStorageAccount | undefined {
  if (azure === undefined || store.account !== undefined) return undefined;
  const zones = zonesOf(cloudOf(spec), azure.region);
  return {
    redundancy: ledger.chosen<SiteStorageAccount["redundancy"]>(`${PATH}.redundancy`, store.redundancy, {
      value: zones ? "ZRS" : "LRS",
      reason: zones ? "three zones hold a copy each" : `${azure.region} has no zones`,
    }),
    softDeleteDays: ledger.chosen(
      `${PATH}.softDeleteDays`,
      store.softDeleteDays,
      DEFAULTS.objectStore.softDeleteDays,
    ),
    customerKey: ledger.optional(`${PATH}.customerKey`, store.customerKey, "keys that Microsoft manages"),
    ...more(),
  };
}
