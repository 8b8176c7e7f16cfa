import { z } from "zod";
import { documented, kubernetesName } from "./fields";

/** A name in an Azure key vault. */
const vaultName = z.string().regex(/^[A-Za-z0-9-]{1,127}$/, "letters, digits and dashes, 127 at most");

const fromVault = z.union([
  z.strictObject({
    keys: documented(z.record(z.string().min(1), vaultName), "Name in the vault of each key's value."),
  }),
  z.strictObject({
    certificate: documented(vaultName, "Certificate of the vault, as `tls.crt` and `tls.key`."),
  }),
]);

/** Secrets that External Secrets takes from the key vault of a site in Azure. */
export const secretsVaultSpec = z.strictObject({
  secrets: documented(
    z.record(kubernetesName, fromVault),
    "Secrets of the site that you would bring by hand, by name, and where their content is in the vault.",
  ),
  refreshMinutes: documented(
    z.int().min(1).max(1440).optional(),
    "Minutes until a change in the vault is in the cluster; its readers restart when you raise a revision.",
    { default: 60 },
  ),
});
