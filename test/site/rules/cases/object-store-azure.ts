import type { SiteSpec } from "../../../../src/site/spec";
import { all, type Change, type RuleCase } from "../sites";
import { cloud } from "./azure";

const store =
  (objectStore: SiteSpec["objectStore"]): Change =>
  (spec) => {
    spec.objectStore = objectStore;
  };
const server =
  (version: string): Change =>
  ({ mattermost }) => {
    mattermost.version = version;
  };
const region =
  (value: string): Change =>
  ({ azure }) => {
    azure!.region = value;
  };
const isolated: Change = ({ azure }) => {
  azure!.kubernetes.egress = "isolated";
};
const key = { secret: "blob-key" };
const own = all(cloud, server("11.9.1"), store({ kind: "azure-blob" }));

export const AZURE_OBJECT_STORE_CASES: readonly RuleCase[] = [
  {
    code: "HF2412",
    what: "Azure Blob Storage with a server before 11.9",
    breaks: all(cloud, server("11.8.5"), store({ kind: "azure-blob" })),
    keeps: own,
    paths: ["objectStore.kind"],
    shows: "11.8.5",
  },
  {
    code: "HF2413",
    what: "no account and no subscription",
    breaks: store({ kind: "azure-files" }),
    keeps: all(cloud, store({ kind: "azure-files" })),
    paths: ["objectStore.kind"],
    shows: "the section azure",
  },
  {
    code: "HF2414",
    what: "an account without key and without a cluster in Azure",
    breaks: all(server("11.9.1"), store({ kind: "azure-blob", account: "stkestrel" })),
    keeps: all(server("11.9.1"), store({ kind: "azure-blob", account: "stkestrel", credentials: key })),
    paths: ["objectStore.credentials"],
    shows: "stkestrel",
  },
  {
    code: "HF2415",
    what: "a key for the site's own account",
    breaks: all(own, store({ kind: "azure-blob", credentials: key })),
    keeps: own,
    paths: ["objectStore.credentials"],
    shows: "blob-key",
  },
  {
    code: "HF2416",
    what: "copies in zones where there are none",
    breaks: all(own, region("norwaywest"), store({ kind: "azure-blob", redundancy: "GZRS" })),
    keeps: all(own, region("norwaywest")),
    paths: ["objectStore.redundancy"],
    shows: "norwaywest",
  },
  {
    code: "HF2417",
    what: "blobs by identity without a way out",
    breaks: all(own, isolated),
    keeps: all(own, isolated, store({ kind: "azure-blob", account: "stkestrel", credentials: key })),
    paths: ["objectStore.kind"],
    shows: "isolated",
  },
  {
    code: "HF2418",
    what: "a share that is too small",
    breaks: all(cloud, store({ kind: "azure-files", size: "50Gi" })),
    keeps: all(cloud, store({ kind: "azure-files", size: "1Ti" })),
    paths: ["objectStore.size"],
    shows: "50Gi",
  },
];
