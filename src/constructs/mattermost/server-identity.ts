import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import type { Construct, IDependable } from "constructs";
import { entraPod, type EntraPod } from "../kubernetes/entra-identity";
import { labelsOf } from "../kubernetes/labels";
import type { ServerOptions } from "./server-options";

type Store = Pick<ServerOptions, "objectStore">;

/** What the servers carry to be somebody in Entra ID; nothing where no store asks for it. */
export function entraOf({ objectStore: { objectStore } }: Store): EntraPod | undefined {
  if (objectStore.kind !== "azure-blob" || !("identity" in objectStore.access)) return undefined;
  return entraPod(objectStore.access.identity);
}

/** The service account that Entra ID knows the servers by, with no right in the cluster. */
export function serverAccount(
  scope: Construct,
  options: Pick<ServerOptions, "name" | "namespace"> & Store,
): IDependable | undefined {
  if (!entraOf(options)) return undefined;
  const account = new ServiceAccountV1(scope, "ServiceAccount", {
    metadata: {
      name: options.name,
      namespace: options.namespace.namespaceName,
      labels: labelsOf(scope, options.name),
    },
    automountServiceAccountToken: false,
  });
  account.node.addDependency(options.namespace);
  return account;
}
