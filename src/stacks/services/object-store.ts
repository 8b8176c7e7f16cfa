import type { Construct } from "constructs";
import { AZURE_CLOUDS } from "../../catalog/azure-clouds";
import type { INamespace } from "../../constructs/kubernetes/namespace";
import { Secret } from "../../constructs/kubernetes/secret";
import type { ICertificateAuthority } from "../../constructs/kubernetes/site-authority";
import { AzureBlobs, type AzureBlobsProps } from "../../constructs/object-store/azure-blobs";
import { AzureFiles } from "../../constructs/object-store/azure-files";
import { ExternalS3 } from "../../constructs/object-store/external-s3";
import { LocalFiles } from "../../constructs/object-store/local-files";
import { MinioStore } from "../../constructs/object-store/minio-store";
import type { IObjectStore } from "../../constructs/object-store/object-store";
import { SharedFiles } from "../../constructs/object-store/shared-files";
import type { Site, SiteObjectStore } from "../../site/site";
import type { SiteAzureBlobs } from "../../site/site-object-store";
import { clientIdOf } from "../client-id";
import { secretOf } from "./secrets";

type ClusterStore = Extract<SiteObjectStore, { readonly kind: "cluster" }>;

const USER_LENGTH = 24;
const KEY_LENGTH = 40;

/** The file storage of a site. */
export function objectStoreOf(
  scope: Construct,
  site: Site,
  namespace: INamespace,
  authority: () => ICertificateAuthority,
): IObjectStore {
  const store = site.objectStore;
  switch (store.kind) {
    case "cluster":
      return clusterStore(scope, site, store, namespace, authority());
    case "external-s3":
      return ExternalS3.fromAttributes(scope, "ObjectStore", {
        ...store,
        credentials: Secret.fromName(scope, "ObjectStoreCredentials", store.credentials),
      });
    case "shared-files":
      return new SharedFiles(scope, "ObjectStore", {
        namespace,
        size: store.size,
        existingClaim: store.existingClaim,
        storageClass: site.cluster.storageClasses.shared,
        preventDestroy: !site.disposable,
      });
    case "local-files":
      return new LocalFiles(scope, "ObjectStore", {
        namespace,
        size: store.size,
        storageClass: site.cluster.storageClasses.objects,
        preventDestroy: !site.disposable,
      });
    case "azure-blob":
      return AzureBlobs.fromAttributes(scope, "ObjectStore", {
        ...store,
        addresses: store.addresses ?? (store.own && privateAddresses(site)),
        access: blobAccess(scope, site, store),
      });
    case "azure-files":
      return new AzureFiles(scope, "ObjectStore", {
        ...store,
        namespace,
        preventDestroy: !site.disposable,
      });
  }
}

/** Where the endpoints of the site's own accounts are. */
function privateAddresses({ azure }: Site): readonly string[] | undefined {
  return azure && [azure.network.subnets.privateEndpoints];
}

/** By the account's key, or as an identity that the foundation made for the servers. */
function blobAccess(
  scope: Construct,
  { azure, name }: Site,
  { cloud, credentials }: SiteAzureBlobs,
): AzureBlobsProps["access"] {
  if (credentials) return { key: Secret.fromName(scope, "ObjectStoreCredentials", credentials) };
  return {
    identity: {
      clientId: clientIdOf(scope, "files", `${name}-foundation`),
      tenantId: azure?.tenantId ?? "",
      loginHost: AZURE_CLOUDS[cloud].loginHost,
    },
  };
}

function clusterStore(
  scope: Construct,
  site: Site,
  store: ClusterStore,
  namespace: INamespace,
  authority: ICertificateAuthority,
): IObjectStore {
  const generate = (length: number): { readonly generate: { readonly length: number } } => ({
    generate: { length },
  });
  return new MinioStore(scope, "ObjectStore", {
    namespace,
    authority,
    rootCredentials: secretOf(scope, "ObjectStoreRoot", site.secrets.objectStoreRoot, {
      namespace,
      name: "object-store-root",
      fields: { username: generate(USER_LENGTH), password: generate(KEY_LENGTH) },
    }),
    credentials: secretOf(scope, "ObjectStoreCredentials", site.secrets.objectStore, {
      namespace,
      name: "object-store-credentials",
      fields: { accesskey: generate(USER_LENGTH), secretkey: generate(KEY_LENGTH) },
    }),
    servers: store.servers,
    drivesPerServer: store.drivesPerServer,
    parity: store.parity,
    driveSize: store.driveSize,
    storageClass: site.cluster.storageClasses.objects,
    resources: store.resources,
    image: store.image,
  });
}
