import { z } from "zod";
import { documented, secretReference } from "./fields";
import { secretsVaultSpec } from "./secrets-vault";

const generatedOr = (keys: string) =>
  documented(
    z
      .union([
        z.strictObject({
          generate: z.literal(true),
          revision: documented(
            z.int().min(1).optional(),
            "Raise it to write a new value; its readers restart.",
            { default: 1 },
          ),
        }),
        secretReference,
      ])
      .optional(),
    `Generated in the cluster, or an existing Secret with the keys ${keys}.`,
    { default: "generated" },
  );

/** Secrets of the site. None of them is ever in this file, in the synthesized JSON or in state. */
export const secretsSpec = z.strictObject({
  keyVault: documented(secretsVaultSpec.optional(), "Secrets that come from the site's key vault in Azure.", {
    default: "none: you bring them",
  }),
  database: generatedOr(
    "`username` and `password`, of letters, digits and `-._~` since they stand in an address",
  ),
  objectStoreRoot: generatedOr("`username` and `password`"),
  objectStore: generatedOr("`accesskey` and `secretkey`"),
  mattermost: generatedOr(
    "`atrestencryptkey` and `publiclinksalt`, 32 characters or more each; a new key makes what is encrypted in the database unreadable",
  ),
});
