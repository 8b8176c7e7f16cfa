import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import type { Construct } from "constructs";
import { AZURE_TYPES, azureId } from "../catalog/azure-ids";
import { AzureNames } from "../catalog/azure-names";
import { StoredSecret } from "../constructs/azure/vault-secret";
import { Namespace, type INamespace } from "../constructs/kubernetes/namespace";
import { GeneratedSecret } from "../constructs/kubernetes/secret";
import { CREDENTIALS_TYPE } from "../constructs/postgres/postgres-cluster-props";
import type { Site } from "../site/site";
import type { SiteAzure } from "../site/site-azure";
import type { SiteAzureDatabase } from "../site/site-azure-database";
import { OPEN_AI_KEY } from "../site/site-azure-open-ai";
import { addAzureProvider } from "./azure-provider";
import { AZURE_DATABASE_SECRETS, DATABASE_ADMINISTRATOR, DATABASE_OWNER } from "./database-secrets";
import { SiteStack, type SiteStackProps } from "./site-stack";

export interface SecretsStackProps extends SiteStackProps {
  readonly azure: SiteAzure;
  /** Absent when the database is elsewhere. */
  readonly database?: SiteAzureDatabase;
}

/**
 * Copies what the site's parts need from its vault into the cluster. A stack of its own: whoever applies it may read
 * the vault, the services need not. Values are read for the time of a run and written once a revision; neither plan nor
 * state holds them.
 */
export class SecretsStack extends SiteStack {
  private readonly namespace: INamespace;
  private readonly vaultId: string;

  public constructor(scope: Construct, id: string, props: SecretsStackProps) {
    super(scope, id, props);
    const { azure, database, site } = props;
    this.createProviders(azure, site);
    this.namespace = Namespace.fromName(this, "Namespace", site.name);
    this.vaultId = vaultIdOf(site.name, azure);
    if (database) this.copyLogins(database, site);
    if (azure.openAi) this.copyKey("OpenAiKey", OPEN_AI_KEY, azure.openAi.keyRevision);
  }

  private copyLogins({ administratorRevision }: SiteAzureDatabase, { secrets }: Site): void {
    const { administrator, application } = AZURE_DATABASE_SECRETS;
    this.copyLogin("DatabaseAdministrator", administrator, DATABASE_ADMINISTRATOR, administratorRevision);
    if (secrets.database.kind !== "generated") return;
    this.copyLogin("DatabaseApplication", application, DATABASE_OWNER, secrets.database.revision);
  }

  private createProviders(azure: SiteAzure, { cluster }: Site): void {
    addAzureProvider(this, azure);
    new KubernetesProvider(this, "Kubernetes", {
      configPath: cluster.kubeconfig,
      configContext: cluster.context,
    });
  }

  private copyLogin(
    id: string,
    { vaultName, secretName }: { readonly vaultName: string; readonly secretName: string },
    username: string,
    revision: number,
  ): void {
    new GeneratedSecret(this, id, {
      namespace: this.namespace,
      name: secretName,
      type: CREDENTIALS_TYPE,
      fields: { username: { value: username }, password: { ephemeral: this.read(id, vaultName) } },
      revision,
    });
  }

  private copyKey(
    id: string,
    { vaultName, secretName, key }: Readonly<Record<"vaultName" | "secretName" | "key", string>>,
    revision: number,
  ): void {
    new GeneratedSecret(this, id, {
      namespace: this.namespace,
      name: secretName,
      fields: { [key]: { ephemeral: this.read(id, vaultName) } },
      revision,
    });
  }

  private read(id: string, name: string): string {
    return new StoredSecret(this, `${id}Stored`, { vaultId: this.vaultId, name }).value;
  }
}

/** The vault by its name, so that nobody reads the state of the stack that made it. */
function vaultIdOf(site: string, { resourceGroup, subscriptionId }: SiteAzure): string {
  const names = new AzureNames({ site, subscriptionId });
  const place = { subscriptionId, resourceGroup: resourceGroup ?? names.of("resourceGroup") };
  return azureId(place, AZURE_TYPES.keyVault, names.of("keyVault"));
}
