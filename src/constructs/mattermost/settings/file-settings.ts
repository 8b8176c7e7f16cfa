import type { AzureCloud } from "../../../catalog/azure-clouds";
import type { MattermostSettings } from "../../../catalog/mattermost-settings.generated";
import type { ObjectStoreReference } from "../../object-store/object-store";

/** Folder of the files when they are kept on a volume. */
export const FILES_FOLDER = "/mattermost/data";

const BYTES_PER_MEBIBYTE = 1_048_576;

/** Where files are kept and how large they may be (mebibytes). Logins and keys of a store come from its Secret. */
export function fileSettings(store: ObjectStoreReference, maxFileSize: number): MattermostSettings {
  return {
    FileSettings: {
      MaxFileSize: maxFileSize * BYTES_PER_MEBIBYTE,
      EnablePublicLink: false,
      DedicatedExportStore: false,
      ...driver(store),
    },
  };
}

function driver(store: ObjectStoreReference): NonNullable<MattermostSettings["FileSettings"]> {
  switch (store.kind) {
    case "s3":
      return s3(store);
    case "azure-blob":
      return azureBlob(store);
    case "files":
      return { DriverName: "local", Directory: `${FILES_FOLDER}/` };
  }
}

const BLOB_CLOUDS = {
  azure: "commercial",
  "azure-government": "government",
} as const satisfies Record<AzureCloud, string>;

function azureBlob(
  store: Extract<ObjectStoreReference, { kind: "azure-blob" }>,
): NonNullable<MattermostSettings["FileSettings"]> {
  return {
    DriverName: "azureblob",
    AzureStorageAccount: store.account,
    AzureContainer: store.container,
    AzurePathPrefix: store.pathPrefix ?? "",
    AzureAuthMode: "identity" in store.access ? "default_credential" : "shared_key",
    AzureCloud: BLOB_CLOUDS[store.cloud],
    AzureSSL: true,
    AzureRequestTimeoutMilliseconds: 30_000,
  };
}

function s3(
  store: Extract<ObjectStoreReference, { kind: "s3" }>,
): NonNullable<MattermostSettings["FileSettings"]> {
  return {
    DriverName: "amazons3",
    AmazonS3Endpoint: store.endpoint,
    AmazonS3Bucket: store.bucket,
    AmazonS3Region: store.region ?? "",
    AmazonS3PathPrefix: store.pathPrefix ?? "",
    AmazonS3SSL: store.tls,
    AmazonS3SignV2: false,
    AmazonS3SSE: false,
    AmazonS3StorageClass: "",
    AmazonS3Trace: false,
    AmazonS3RequestTimeoutMilliseconds: 30_000,
  };
}
