import { DEFAULTS } from "../defaults";
import type { SiteBackend } from "../site";
import type { SiteSpec } from "../spec";
import type { Ledger } from "./ledger";
import { absolutePath } from "./paths";

/** Where Terraform keeps its state; a local folder beside the site file by default. */
export function resolveBackend({ backend }: SiteSpec, directory: string, ledger: Ledger): SiteBackend {
  const defaults = DEFAULTS.backend;
  if (backend?.kind === undefined || backend.kind === "local") {
    const beside = { ...defaults.directory, value: absolutePath(directory, defaults.directory.value) };
    const written = backend?.directory === undefined ? undefined : absolutePath(directory, backend.directory);
    return {
      kind: ledger.chosen("backend.kind", backend?.kind, {
        value: "local",
        reason: "needs nothing but a disk",
      }),
      directory: ledger.chosen("backend.directory", written, beside),
    };
  }
  ledger.written("backend.kind", backend.kind);
  switch (backend.kind) {
    case "s3":
      return {
        kind: "s3",
        bucket: ledger.written("backend.bucket", backend.bucket),
        prefix: ledger.chosen("backend.prefix", backend.prefix, defaults.prefix),
        region: ledger.chosen("backend.region", backend.region, defaults.region),
        endpoint: ledger.optional("backend.endpoint", backend.endpoint, "AWS"),
      };
    case "azurerm":
      return {
        kind: "azurerm",
        storageAccount: ledger.written("backend.storageAccount", backend.storageAccount),
        container: ledger.written("backend.container", backend.container),
        resourceGroup: ledger.optional(
          "backend.resourceGroup",
          backend.resourceGroup,
          "the account is found by its name",
        ),
        environment: ledger.chosen("backend.environment", backend.environment, defaults.environment),
      };
    case "http":
      return { kind: "http", address: ledger.written("backend.address", backend.address) };
    case "kubernetes":
      return {
        kind: "kubernetes",
        namespace: ledger.chosen("backend.namespace", backend.namespace, defaults.namespace),
      };
  }
}
