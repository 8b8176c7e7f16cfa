import { Construct } from "constructs";
import { AZURE_CLOUDS, type AzureCloud } from "../../catalog/azure-clouds";
import { Connections, type IConnections } from "../kubernetes/connections";
import type { EntraIdentity } from "../kubernetes/entra-identity";
import type { ISecret } from "../kubernetes/secret";
import type { IObjectStore, ObjectStoreReference } from "./object-store";

/** What is known of a container of Azure Blob Storage, whoever made it. */
export interface AzureBlobsProps {
  readonly cloud: AzureCloud;
  /** Name of the storage account. */
  readonly account: string;
  readonly container: string;
  /** Prefix of all names. @default - none */
  readonly pathPrefix?: string;
  /** By an identity that may read and write the container, or by a Secret with the account's key in `accesskey`. */
  readonly access: { readonly identity: EntraIdentity } | { readonly key: ISecret };
  /** Networks of the account's endpoint, CIDR notation. @default - any address, on port 443 */
  readonly addresses?: readonly string[];
}

/** A container of Azure Blob Storage. Mattermost speaks its protocol since 11.9. */
export class AzureBlobs extends Construct implements IObjectStore {
  public static fromAttributes(scope: Construct, id: string, attributes: AzureBlobsProps): IObjectStore {
    return new AzureBlobs(scope, id, attributes);
  }

  public readonly objectStore: ObjectStoreReference;
  public readonly connections: IConnections;

  private constructor(scope: Construct, id: string, props: AzureBlobsProps) {
    super(scope, id);
    const { account, access, addresses, cloud, container, pathPrefix } = props;
    this.objectStore = { kind: "azure-blob", cloud, account, container, pathPrefix, access };
    const blobs = new Connections(this, "Connections", {
      name: `${account}.blob.${AZURE_CLOUDS[cloud].suffixes.storage}`,
      addresses,
      ports: [{ name: "blobs", port: 443 }],
    });
    this.connections = Connections.group(
      "identity" in access ? [blobs, this.signIn(access.identity)] : [blobs],
    );
  }

  /** Entra ID gives the token for the store; it has no private address. */
  private signIn({ loginHost }: EntraIdentity): Connections {
    return new Connections(this, "SignIn", { name: loginHost, ports: [{ name: "sign-in", port: 443 }] });
  }
}
