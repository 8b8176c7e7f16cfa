import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import { Construct } from "constructs";
import { AZURE_CLOUDS, type AzureCloud } from "../../catalog/azure-clouds";
import { Connections } from "../kubernetes/connections";
import { CustomResources, type Manifest } from "../kubernetes/custom-resources";
import type { EntraIdentity } from "../kubernetes/entra-identity";
import { labelsOf } from "../kubernetes/labels";
import type { INamespace } from "../kubernetes/namespace";
import type { ExternalSecrets } from "./external-secrets";

/** A Secret whose content is in a vault. */
export type SecretFromVault =
  /** Names in the vault by key of the Secret. */
  | { readonly name: string; readonly keys: Readonly<Record<string, string>> }
  /** A certificate of the vault with its key, as `tls.crt` and `tls.key`. */
  | { readonly name: string; readonly certificate: string };

export interface VaultSecretsProps {
  readonly namespace: INamespace;
  /** Absent when the cluster has the operator already. */
  readonly operator?: ExternalSecrets;
  readonly cloud: AzureCloud;
  /** e.g. `https://kv-osprey.vault.azure.net/`. */
  readonly vaultUrl: string;
  /** Networks of the vault's endpoint, CIDR notation. @default - any address, on port 443 */
  readonly addresses?: readonly string[];
  /** May read these secrets of the vault, and trusts the service account `VAULT_READER` of the namespace. */
  readonly identity: EntraIdentity;
  readonly secrets: readonly SecretFromVault[];
  /** Minutes between two looks into the vault. @default 60 */
  readonly refreshMinutes?: number;
}

/** Service account that the vault's reader is known by. */
export const VAULT_READER = "vault-reader";

const STORE = "vault";
const DEFAULTS = { refreshMinutes: 60 } as const;

/**
 * Secrets of a namespace that External Secrets keeps as they are in an Azure Key Vault. The cluster holds no password
 * of the vault. The Secrets stay when the vault can't be reached, and when this is destroyed.
 */
export class VaultSecrets extends Construct {
  public constructor(scope: Construct, id: string, props: VaultSecretsProps) {
    super(scope, id);
    const { namespace, identity, operator } = props;
    const account = new ServiceAccountV1(this, "Reader", {
      metadata: {
        name: VAULT_READER,
        namespace: namespace.namespaceName,
        labels: labelsOf(this, VAULT_READER),
        annotations: {
          "azure.workload.identity/client-id": identity.clientId,
          "azure.workload.identity/tenant-id": identity.tenantId,
        },
      },
      automountServiceAccountToken: false,
    });
    account.node.addDependency(namespace);
    const resources = new CustomResources(this, "Resources", {
      name: "vault-secrets",
      namespace,
      manifests: [storeOf(props), ...props.secrets.map((secret) => externalSecret(secret, props))],
    });
    resources.node.addDependency(account, ...(operator ? [operator] : []));
    if (operator) this.connect(operator, props);
  }

  private connect(operator: ExternalSecrets, { addresses, identity, vaultUrl }: VaultSecretsProps): void {
    const vault = new Connections(this, "Vault", {
      name: new URL(vaultUrl).hostname,
      addresses,
      ports: [{ name: "secrets", port: 443 }],
    });
    const signIn = new Connections(this, "SignIn", {
      name: identity.loginHost,
      ports: [{ name: "sign-in", port: 443 }],
    });
    operator.connections.allowTo(vault, "secrets of the site");
    operator.connections.allowTo(signIn, "tokens for the vault");
  }
}

function storeOf({ cloud, vaultUrl }: VaultSecretsProps): Manifest {
  return {
    apiVersion: "external-secrets.io/v1",
    kind: "SecretStore",
    metadata: { name: STORE },
    spec: {
      provider: {
        azurekv: {
          authType: "WorkloadIdentity",
          environmentType: AZURE_CLOUDS[cloud].externalSecretsEnvironment,
          vaultUrl,
          // Its annotation names the tenant, and the operator refuses a store that names it again.
          serviceAccountRef: { name: VAULT_READER },
        },
      },
    },
  };
}

function externalSecret(secret: SecretFromVault, { refreshMinutes }: VaultSecretsProps): Manifest {
  const target = { name: secret.name, creationPolicy: "Orphan", deletionPolicy: "Retain" };
  return {
    apiVersion: "external-secrets.io/v1",
    kind: "ExternalSecret",
    metadata: { name: secret.name },
    spec: {
      refreshPolicy: "Periodic",
      refreshInterval: `${refreshMinutes ?? DEFAULTS.refreshMinutes}m`,
      secretStoreRef: { kind: "SecretStore", name: STORE },
      ...("keys" in secret
        ? {
            target,
            data: Object.entries(secret.keys).map(([secretKey, key]) => ({ secretKey, remoteRef: { key } })),
          }
        : {
            target: { ...target, template: TLS_TEMPLATE },
            data: [{ secretKey: "archive", remoteRef: { key: secret.certificate } }],
          }),
    },
  };
}

/** The vault gives a certificate and its key as one PKCS #12 archive in base64. */
const TLS_TEMPLATE = {
  engineVersion: "v2",
  type: "kubernetes.io/tls",
  data: {
    "tls.crt": "{{ .archive | b64dec | pkcs12cert }}",
    "tls.key": "{{ .archive | b64dec | pkcs12key }}",
  },
} as const;
