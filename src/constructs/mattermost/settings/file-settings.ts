import type { MattermostSettings } from "../../../catalog/mattermost-settings.generated";
import type { ObjectStoreReference } from "../../object-store/object-store";

/** Folder of the files when they are kept on a volume. */
export const FILES_FOLDER = "/mattermost/data";

const BYTES_PER_MEBIBYTE = 1_048_576;

/** Where files are kept and how large they may be (mebibytes). The login of an S3 store comes from its Secret. */
export function fileSettings(store: ObjectStoreReference, maxFileSize: number): MattermostSettings {
  return {
    FileSettings: {
      MaxFileSize: maxFileSize * BYTES_PER_MEBIBYTE,
      EnablePublicLink: false,
      DedicatedExportStore: false,
      ...(store.kind === "s3" ? s3(store) : { DriverName: "local", Directory: `${FILES_FOLDER}/` }),
    },
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
