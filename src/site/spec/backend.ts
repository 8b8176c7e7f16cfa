import { z } from "zod";
import { documented, kubernetesName } from "./fields";

const optionalText = (description: string) => documented(z.string().min(1).optional(), description);

/** Where Terraform keeps its state. Credentials come from the environment of the run, never from this file. */
export const backendSpec = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: documented(z.literal("local").optional(), "A folder, or `s3`, `azurerm`, `http`, `kubernetes`.", {
      default: "local",
    }),
    directory: documented(
      z.string().min(1).optional(),
      "Folder for the state files, relative to this file.",
      { default: "state" },
    ),
  }),
  z.strictObject({
    kind: z.literal("s3"),
    bucket: documented(z.string().min(3), "Bucket."),
    prefix: documented(z.string().optional(), "Prefix of the keys.", { default: "holdfast" }),
    region: documented(z.string().min(1).optional(), "Region.", { default: "us-east-1" }),
    endpoint: optionalText("S3 endpoint URL of a store that is not AWS."),
  }),
  z.strictObject({
    kind: z.literal("azurerm"),
    storageAccount: documented(
      z.string().regex(/^[a-z0-9]{3,24}$/, "a storage account name"),
      "Storage account.",
    ),
    container: documented(z.string().min(3), "Container."),
    resourceGroup: optionalText("Resource group of the account."),
    environment: documented(z.enum(["public", "usgovernment", "china"]).optional(), "Azure cloud.", {
      default: "public",
    }),
  }),
  z.strictObject({
    kind: z.literal("http"),
    address: documented(z.url(), "Base address; the stack's name is appended."),
  }),
  z.strictObject({
    kind: z.literal("kubernetes"),
    namespace: documented(kubernetesName.optional(), "Namespace of the state Secrets.", {
      default: "terraform-state",
    }),
  }),
]);
