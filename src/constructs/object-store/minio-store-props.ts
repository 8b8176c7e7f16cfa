import type { Image } from "../../catalog/image";
import type { ContainerResources } from "../kubernetes/pod";
import type { INamespace } from "../kubernetes/namespace";
import type { ISecret } from "../kubernetes/secret";
import type { ICertificateAuthority } from "../kubernetes/site-authority";

export interface MinioStoreProps {
  readonly namespace: INamespace;
  /** Who issues the servers' certificate. */
  readonly authority: ICertificateAuthority;
  /**
   * Secret with `username` and `password` of the store's administrator; letters and digits only.
   * @default - generated in the cluster
   */
  readonly rootCredentials?: ISecret;
  /**
   * Secret with `accesskey` and `secretkey` of the bucket's user.
   * @default - generated in the cluster
   */
  readonly credentials?: ISecret;
  /** @default "store" */
  readonly name?: string;
  /** @default "mattermost" */
  readonly bucket?: string;
  /** Servers, one a node. Four is the least that loses one without stopping. @default 1 */
  readonly servers?: number;
  /** @default 4 */
  readonly drivesPerServer?: number;
  /** Parity drives of an erasure set. @default - the store's own, see {@link defaultParity} */
  readonly parity?: number;
  /** Kubernetes quantity. Drives don't grow one by one. @default "20Gi" */
  readonly driveSize?: string;
  /** @default - the cluster's default class */
  readonly storageClass?: string;
  /** Of one server. @default 500m CPU and 1Gi */
  readonly resources?: ContainerResources;
  /** MinIO-compatible server. @default - the catalogue's */
  readonly image?: Image | string;
  /** Client with a shell, for the job that makes bucket and user. @default - the catalogue's */
  readonly clientImage?: Image | string;
  /** Whether servers may share a node. @default "required": they may not */
  readonly antiAffinity?: "required" | "preferred";
}
