import type { IConstruct } from "constructs";
import type { AzureCloud } from "../../catalog/azure-clouds";
import type { IConnectable } from "../kubernetes/connections";
import type { EntraIdentity } from "../kubernetes/entra-identity";
import type { ISecret } from "../kubernetes/secret";

/** Everything a consumer needs to keep files. */
export type ObjectStoreReference =
  | {
      readonly kind: "s3";
      /** `host[:port]` without scheme. */
      readonly endpoint: string;
      readonly bucket: string;
      /** @default - none */
      readonly region?: string;
      /** @default - none */
      readonly pathPrefix?: string;
      readonly tls: boolean;
      /**
       * Secret with the store's certificate authority under `ca.crt`.
       * @default - the certificate authorities of the system
       */
      readonly ca?: ISecret;
      /** Secret with the keys `accesskey` and `secretkey`. */
      readonly credentials: ISecret;
    }
  | {
      readonly kind: "azure-blob";
      readonly cloud: AzureCloud;
      /** Name of the storage account. */
      readonly account: string;
      readonly container: string;
      /** @default - none */
      readonly pathPrefix?: string;
      /** An identity that may read and write, or a Secret with the account's key in `accesskey`. */
      readonly access: { readonly identity: EntraIdentity } | { readonly key: ISecret };
    }
  | {
      readonly kind: "files";
      /** Claim that every server mounts. */
      readonly claimName: string;
      /** Whether pods on several nodes can mount it at once. */
      readonly shared: boolean;
    };

/** A place for files, images and plugins, whoever runs it. */
export interface IObjectStore extends IConstruct, IConnectable {
  readonly objectStore: ObjectStoreReference;
}
