import type { Construct } from "constructs";
import { BlobStore } from "../../constructs/azure/blob-store";
import { FileShare } from "../../constructs/azure/file-share";
import { PodIdentity } from "../../constructs/azure/pod-identity";
import type { SiteAzureBlobs, SiteAzureFiles } from "../../site/site-object-store";
import { mebibytes } from "../../site/sizing/quantities";
import { clientIdName } from "../client-id";
import type { FoundationParts } from "./foundation-parts";

/** Service account of the servers. */
const SERVERS = "mattermost";

/** Where files are kept in Azure; nothing when they are kept elsewhere. */
export function storageOf(scope: Construct, parts: FoundationParts): void {
  const { objectStore } = parts.site;
  if (objectStore.kind === "azure-blob") createBlobs(scope, objectStore, parts);
  if (objectStore.kind === "azure-files") createShare(scope, objectStore, parts);
}

function createBlobs(scope: Construct, store: SiteAzureBlobs, parts: FoundationParts): void {
  const { cluster, group, network, output, site } = parts;
  const blobs =
    store.own &&
    new BlobStore(scope, "Files", {
      ...parts,
      ...store.own,
      container: store.container,
      disposable: site.disposable,
    });
  if (blobs) network.subnet("nodes").connections.allowTo(blobs, "files of the site");
  if (store.credentials) return;
  const identity = new PodIdentity(scope, "FilesIdentity", {
    group,
    oidcIssuerUrl: cluster.oidcIssuerUrl,
    part: "files",
    namespace: site.name,
    serviceAccount: SERVERS,
  });
  blobs?.allowWriting("FilesRole", identity.principalId);
  output(
    clientIdName("files"),
    identity.clientId,
    "Who the servers are where files are kept; the services ask for it.",
  );
}

function createShare(scope: Construct, store: SiteAzureFiles, parts: FoundationParts): void {
  const { network, site } = parts;
  if (!store.own) return;
  const { redundancy } = store.own;
  const share = new FileShare(scope, "Files", {
    ...parts,
    ...store.own,
    redundancy: redundancy === "LRS" ? "LRS" : "ZRS",
    share: store.share,
    size: Math.ceil(mebibytes(store.size) / 1024),
    disposable: site.disposable,
  });
  network.subnet("nodes").connections.allowTo(share, "files of the site");
}
