import { AzurermBackend, HttpBackend, LocalBackend, S3Backend, type TerraformStack } from "cdktf";
import { isAbsolute, join, relative } from "node:path";
import type { SiteBackend } from "../site/site";
import { KubernetesBackend } from "./kubernetes-backend";

/**
 * Writes the stack's own state path. Credentials come from the environment of the run.
 * @param stackDirectory folder the stack's JSON ends up in; local paths are written relative to it, so that no
 *   machine's path reaches the output
 */
export function writeBackend(stack: TerraformStack, backend: SiteBackend, stackDirectory: string): void {
  const name = stack.node.id;
  switch (backend.kind) {
    case "local":
      new LocalBackend(stack, {
        path: portablePath(stackDirectory, join(backend.directory, `${name}.tfstate`)),
      });
      return;
    case "s3":
      new S3Backend(stack, {
        bucket: backend.bucket,
        key: `${backend.prefix}/${name}.tfstate`,
        region: backend.region,
        encrypt: true,
        ...(backend.endpoint && foreignStore(backend.endpoint)),
      }).addOverride("use_lockfile", true);
      return;
    case "azurerm":
      new AzurermBackend(stack, {
        storageAccountName: backend.storageAccount,
        containerName: backend.container,
        key: `${name}.tfstate`,
        resourceGroupName: backend.resourceGroup,
        environment: backend.environment,
        useAzureadAuth: true,
      });
      return;
    case "http": {
      const address = `${backend.address.replace(/\/+$/, "")}/${name}`;
      new HttpBackend(stack, { address, lockAddress: address, unlockAddress: address });
      return;
    }
    case "kubernetes":
      new KubernetesBackend(stack, { secretSuffix: name, namespace: backend.namespace });
  }
}

function foreignStore(url: string): Partial<ConstructorParameters<typeof S3Backend>[1]> {
  return {
    endpoints: { s3: url },
    usePathStyle: true,
    skipCredentialsValidation: true,
    skipRegionValidation: true,
    skipRequestingAccountId: true,
    skipMetadataApiCheck: true,
    skipS3Checksum: true,
  };
}

/** `path` as seen from `directory`, with forward slashes. */
export function portablePath(directory: string, path: string): string {
  const seen = relative(directory, path).replaceAll("\\", "/");
  return isAbsolute(seen) || seen.startsWith(".") ? seen : `./${seen}`;
}
