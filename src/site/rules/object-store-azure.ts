import { satisfies } from "semver";
import { zonesOf } from "../../catalog/azure-regions";
import type { Site } from "../site";
import type { SiteAzureBlobs, SiteAzureFiles } from "../site-object-store";
import { mebibytes } from "../sizing/quantities";
import type { Finding, FindRule } from "./rule";
import { rules } from "./rule";

const BLOBS = "Mattermost docs, Azure Blob Storage: since server 11.9";
const SHARES = "Azure Files documentation, scale targets of premium shares";
const IDENTITIES = "AKS documentation, workload identity";
/** GiB. */
const SHARE = { smallest: 100, largest: 102_400 } as const;

/** Rules on files that are kept in Azure. */
export const AZURE_OBJECT_STORE_RULES = rules(
  {
    code: "HF2412",
    severity: "error",
    title: "The server is too old for Azure Blob Storage.",
    fix: "choose server 11.9 or later, or objectStore.kind azure-files, cluster or external-s3",
    reference: BLOBS,
    find: inStore("azure-blob", (_, { mattermost }) =>
      satisfies(mattermost.version, ">=11.9.0")
        ? []
        : [
            {
              path: "objectStore.kind",
              message: `objectStore.kind is azure-blob, mattermost.version is ${mattermost.version}`,
              expected: "server 11.9.0 or later",
            },
          ],
    ),
  },
  {
    code: "HF2413",
    severity: "error",
    title: "Files are kept in Azure, but in no account.",
    fix: "write objectStore.account, or the section azure, and the foundation makes one",
    reference: "Holdfast: the foundation makes what the section azure asks for",
    find: inAccount(({ account }) =>
      account !== ""
        ? []
        : [
            {
              path: "objectStore.kind",
              message: "objectStore.account and the section azure are absent",
              expected: "an account, or a subscription to make one in",
            },
          ],
    ),
  },
  {
    code: "HF2414",
    severity: "error",
    title: "The servers have no way to sign in where files are kept.",
    fix: "name a Secret with the account's key in objectStore.credentials, or write the section azure",
    reference: IDENTITIES,
    find: inStore("azure-blob", ({ account, credentials }, { azure }) =>
      account === "" || credentials !== undefined || azure !== undefined
        ? []
        : [
            {
              path: "objectStore.credentials",
              message: `objectStore.credentials is absent for the account ${account}, and nothing is built in Azure`,
              expected: "a Secret, or an identity of a cluster in Azure",
            },
          ],
    ),
  },
  {
    code: "HF2415",
    severity: "error",
    title: "The site's own storage account opens to no key.",
    fix: "remove objectStore.credentials: the servers sign in as an identity",
    reference: "Azure Storage documentation, prevent shared key authorization",
    find: inStore("azure-blob", ({ own, credentials }) =>
      own === undefined || credentials === undefined
        ? []
        : [
            {
              path: "objectStore.credentials",
              message: `objectStore.credentials names ${credentials.name} for an account of the site's own`,
              expected: "no key",
            },
          ],
    ),
  },
  {
    code: "HF2416",
    severity: "error",
    title: "The region has no zones to copy files to.",
    fix: "choose LRS or GRS, or a region with zones",
    reference: "Azure documentation, regions with availability zones",
    find: inAccount(({ own }, { azure }) =>
      !own?.redundancy.endsWith("ZRS") || azure === undefined || zonesOf(azure.cloud, azure.region)
        ? []
        : [
            {
              path: "objectStore.redundancy",
              message: `objectStore.redundancy is ${own.redundancy}, ${azure.region} has no zones`,
              expected: "LRS or GRS",
            },
          ],
    ),
  },
  {
    code: "HF2417",
    severity: "error",
    title: "An isolated cluster can't sign in where files are kept.",
    fix: "choose objectStore.kind azure-files or cluster, or let azure.kubernetes.egress be firewall",
    reference: "Microsoft Entra ID has no private endpoint",
    find: inStore("azure-blob", ({ credentials }, { azure }) =>
      credentials !== undefined || azure?.kubernetes.egress !== "isolated"
        ? []
        : [
            {
              path: "objectStore.kind",
              message: "objectStore.kind is azure-blob, azure.kubernetes.egress is isolated",
              expected: "a way to Microsoft Entra ID",
            },
          ],
    ),
  },
  {
    code: "HF2418",
    severity: "error",
    title: "A share of Azure can't have this size.",
    fix: "choose a size from 100Gi to 100Ti",
    reference: SHARES,
    find: inStore("azure-files", ({ own, size }) => {
      const gibibytes = mebibytes(size) / 1024;
      if (!own || (gibibytes >= SHARE.smallest && gibibytes <= SHARE.largest)) return [];
      return [
        {
          path: "objectStore.size",
          message: `objectStore.size is ${size}`,
          expected: "100Gi to 100Ti",
        },
      ];
    }),
  },
);

type AzureStore = SiteAzureBlobs | SiteAzureFiles;

/** What a rule on one kind of store finds. */
function inStore<K extends AzureStore["kind"]>(
  kind: K,
  find: (store: Extract<AzureStore, { readonly kind: K }>, site: Site) => readonly Finding[],
): FindRule["find"] {
  return (site) =>
    site.objectStore.kind === kind
      ? find(site.objectStore as Extract<AzureStore, { readonly kind: K }>, site)
      : [];
}

/** What a rule on a storage account finds, whatever is kept in it. */
function inAccount(find: (store: AzureStore, site: Site) => readonly Finding[]): FindRule["find"] {
  return (site) => {
    const { objectStore } = site;
    return objectStore.kind === "azure-blob" || objectStore.kind === "azure-files"
      ? find(objectStore, site)
      : [];
  };
}
