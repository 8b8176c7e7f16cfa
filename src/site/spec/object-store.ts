import { z } from "zod";
import { azureResourceId, cidr, documented, quantity, resources, secretReference } from "./fields";

const clusterStore = z.strictObject({
  kind: documented(
    z.literal("cluster").optional(),
    "A store of the site's own, or `external-s3`, `shared-files`, `local-files`, `azure-blob`, `azure-files`.",
    { default: "cluster" },
  ),
  servers: documented(z.int().min(1).max(32).optional(), "Store servers, one a node.", {
    default: "sized: 1 on one or two nodes, 3 on three, else 4",
  }),
  drivesPerServer: documented(z.int().min(1).max(16).optional(), "Drives of one server.", {
    default: "sized: 4 on one server, 2 on three, 1 on four; more when a drive would exceed 16Ti",
  }),
  parity: documented(
    z.int().min(0).max(8).optional(),
    "Parity drives of an erasure set; as many drives may be lost.",
    {
      default: "sized: 2 of 4 or 6 drives, 4 of 8 and more",
    },
  ),
  driveSize: documented(quantity.optional(), "Size of one drive.", { default: "sized from people" }),
  resources: documented(resources.optional(), "Resources of one server.", { default: "sized" }),
  image: documented(z.string().min(1).optional(), "MinIO-compatible image that replaces the catalogue's.", {
    default: "the catalogue's",
  }),
});

const externalStore = z.strictObject({
  kind: z.literal("external-s3"),
  endpoint: documented(
    z.string().regex(/^[A-Za-z0-9.-]+(:[0-9]+)?$/, "host[:port] without scheme"),
    "S3 endpoint.",
  ),
  bucket: documented(z.string().min(3).max(63), "Bucket."),
  region: documented(z.string().optional(), "Region, where the store has them.", { default: "none" }),
  pathPrefix: documented(z.string().optional(), "Prefix of all keys.", { default: "none" }),
  tls: documented(z.boolean().optional(), "HTTPS.", { default: true }),
  credentials: documented(secretReference, "Secret with the keys `accesskey` and `secretkey`."),
  addresses: documented(
    z.array(z.union([z.cidrv4(), z.cidrv6()])).optional(),
    "Networks of the endpoint, for the network policy.",
    {
      default: "any address, on the endpoint's port only",
    },
  ),
});

const sharedFiles = z.strictObject({
  kind: z.literal("shared-files"),
  size: documented(quantity.optional(), "Size of the volume.", { default: "sized from people" }),
  existingClaim: documented(z.string().optional(), "Existing ReadWriteMany claim.", {
    default: "a new claim of the class `cluster.storageClasses.shared`",
  }),
});

const localFiles = z.strictObject({
  kind: z.literal("local-files"),
  size: documented(quantity.optional(), "Size of the volume.", { default: "sized from people" }),
});

const account = documented(
  z
    .string()
    .regex(/^[a-z0-9]{3,24}$/, "3 to 24 lower-case letters and digits")
    .optional(),
  "Storage account that is there already.",
  { default: "one of the site's own, which the foundation makes" },
);

const ownAccount = {
  softDeleteDays: documented(
    z.int().min(1).max(365).optional(),
    "Days that what is deleted can be had back.",
    { default: 30 },
  ),
  customerKey: documented(
    z
      .strictObject({
        keyId: documented(z.url(), "Key in a vault or managed HSM, without its version.", {
          examples: ["https://kv-osprey-keys.vault.azure.net/keys/files"],
        }),
        identityId: documented(azureResourceId, "User-assigned identity that may wrap and unwrap with it."),
      })
      .optional(),
    "A key of your own that encrypts the account; its vault lets trusted services in.",
    { default: "keys that Microsoft manages" },
  ),
} as const;

const azureBlobs = z.strictObject({
  kind: z.literal("azure-blob"),
  account,
  container: documented(
    z
      .string()
      .regex(/^[a-z0-9](?!.*--)[a-z0-9-]{1,61}[a-z0-9]$/, "3 to 63 lower-case letters, digits and dashes")
      .optional(),
    "Container.",
    { default: "mattermost" },
  ),
  pathPrefix: documented(z.string().optional(), "Prefix of all names.", { default: "none" }),
  credentials: documented(
    secretReference.optional(),
    "Secret with the key of an existing account under `accesskey`.",
    { default: "none: the servers sign in as an identity" },
  ),
  addresses: documented(
    z.array(cidr).optional(),
    "Networks of an existing account's endpoint, for the network policy.",
    { default: "any address, on port 443 only" },
  ),
  redundancy: documented(
    z.enum(["LRS", "ZRS", "GRS", "GZRS"]).optional(),
    "Copies: in one building, in three zones, and either of them in the paired region too.",
    { default: "ZRS where the region has zones, else LRS" },
  ),
  immutableDays: documented(
    z.int().min(1).max(146_000).optional(),
    "Days that nobody can remove a version of a file; people's deleting hides it.",
    { default: "versions can be removed" },
  ),
  ...ownAccount,
});

const azureFiles = z.strictObject({
  kind: z.literal("azure-files"),
  account,
  share: documented(
    z
      .string()
      .regex(/^[a-z0-9](?!.*--)[a-z0-9-]{1,61}[a-z0-9]$/, "3 to 63 lower-case letters, digits and dashes")
      .optional(),
    "NFS share.",
    { default: "mattermost" },
  ),
  size: documented(quantity.optional(), "Size of the share.", {
    default: "sized from people, 100Gi at least",
  }),
  redundancy: documented(z.enum(["LRS", "ZRS"]).optional(), "Copies: in one building, or in three zones.", {
    default: "ZRS where the region has zones, else LRS",
  }),
  ...ownAccount,
});

/** Where files, images and plugins are kept. */
export const objectStoreSpec = z.discriminatedUnion("kind", [
  clusterStore,
  externalStore,
  sharedFiles,
  localFiles,
  azureBlobs,
  azureFiles,
]);
