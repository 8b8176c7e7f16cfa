import { erasureSetSize, writeQuorum } from "../../catalog/erasure-coding";
import { sizeDrive, sizeFileVolume } from "../sizing/object-store";
import { say } from "../sizing/sized";
import { clusterStore } from "./read";
import { rules } from "./rule";
import { volumeFinding } from "./volumes";

const ERASURE_CODING = "MinIO documentation, erasure coding: sets of 2 to 16 drives, parity at most half";
const FILE_STORAGE = "Mattermost docs, file storage configuration";
const MAX_LOCAL_USERS = 2000;
const MAX_SET = 16;

/** Rules on where files are kept. */
export const OBJECT_STORE_RULES = rules(
  {
    code: "HF2401",
    severity: "warning",
    title: "Local files hold more users than the vendor advises.",
    fix: "choose objectStore.kind cluster, external-s3 or shared-files",
    reference: `${FILE_STORAGE}: local storage is fine below 2,000 users`,
    path: "objectStore.kind",
    when: ({ objectStore, people }) =>
      objectStore.kind === "local-files" && people.plannedUsers > MAX_LOCAL_USERS,
    message: ({ objectStore, people }) =>
      `objectStore.kind is ${objectStore.kind} with ${say(people.plannedUsers)} planned users`,
    expected: `at most ${say(MAX_LOCAL_USERS)} users with local-files`,
  },
  {
    code: "HF2402",
    severity: "error",
    title: "Several servers need a file store that all of them see.",
    fix: "choose objectStore.kind cluster, external-s3 or shared-files, or run one server",
    reference: "Mattermost docs, high availability: all nodes share the file store",
    path: "objectStore.kind",
    when: ({ objectStore, mattermost }) => objectStore.kind === "local-files" && mattermost.replicas > 1,
    message: ({ objectStore, mattermost }) =>
      `objectStore.kind is ${objectStore.kind} with ${mattermost.replicas} servers`,
    expected: "cluster, external-s3 or shared-files with several servers",
  },
  {
    code: "HF2403",
    severity: "error",
    title: "Parity is larger than half of an erasure set.",
    fix: "lower objectStore.parity",
    reference: ERASURE_CODING,
    find: (site) => {
      const store = clusterStore(site);
      if (!store || store.parity <= setOf(store) / 2) return [];
      return [
        {
          path: "objectStore.parity",
          message: `objectStore.parity is ${store.parity} in a set of ${setOf(store)} drives`,
          expected: `at most ${Math.floor(setOf(store) / 2)}`,
        },
      ];
    },
  },
  {
    code: "HF2404",
    severity: "error",
    title: "The drives can't be divided into erasure sets.",
    fix: "choose a number of servers and drives whose product has a divisor from 2 to 16",
    reference: ERASURE_CODING,
    find: (site) => {
      const store = clusterStore(site);
      const drives = (store?.servers ?? 0) * (store?.drivesPerServer ?? 0);
      if (!store || drives <= 1 || setOf(store) > 1) return [];
      return [
        {
          path: "objectStore.drivesPerServer",
          message: `objectStore.drivesPerServer is ${store.drivesPerServer} on ${store.servers} servers: ${drives} drives have no set of 2 to ${MAX_SET}`,
          expected: `a number of drives that a number from 2 to ${MAX_SET} divides`,
        },
      ];
    },
  },
  {
    code: "HF2405",
    severity: "warning",
    title: "The object store stops writing when it loses a node.",
    fix: "run 4 servers with 1 drive and parity 2 or 1, or 3 servers with 2 drives and parity 2",
    reference: `${ERASURE_CODING}; a write needs one drive more than half when parity is half`,
    find: (site) => {
      const store = clusterStore(site);
      if (!store || site.cluster.nodes.count === 1 || survivesNode(store)) return [];
      return [
        {
          path: "objectStore.servers",
          message: `objectStore.servers is ${store.servers} with parity ${store.parity} of ${setOf(store)} drives`,
          expected: "enough servers and parity to write without the drives of one server",
        },
      ];
    },
  },
  {
    code: "HF2406",
    severity: "warning",
    title: "The object store loses files with a single drive.",
    fix: "raise objectStore.parity, or add drives",
    reference: ERASURE_CODING,
    find: (site) => {
      const store = clusterStore(site);
      if (!store || store.parity > 0) return [];
      return [
        {
          path: "objectStore.parity",
          message: `objectStore.parity is ${store.parity} with ${store.servers * store.drivesPerServer} drives`,
          expected: "1 or more",
        },
      ];
    },
  },
  {
    code: "HF2407",
    severity: "error",
    title: "There are more store servers than nodes, and no two may share a node.",
    fix: "lower objectStore.servers, or add nodes",
    reference: "Holdfast: a store server and its drives stay on one node",
    find: (site) => {
      const store = clusterStore(site);
      const { count } = site.cluster.nodes;
      if (!store || store.servers <= count) return [];
      return [
        {
          path: "objectStore.servers",
          message: `objectStore.servers is ${store.servers}, cluster.nodes.count is ${count}`,
          expected: `at most ${count}`,
        },
      ];
    },
  },
  {
    code: "HF2408",
    severity: "warning",
    title: "Files and the store's keys travel unencrypted.",
    fix: "remove `tls: false`, and give a private authority in cluster.caBundle",
    reference: `${FILE_STORAGE}: AmazonS3SSL`,
    find: ({ objectStore }) =>
      objectStore.kind !== "external-s3" || objectStore.tls
        ? []
        : [
            {
              path: "objectStore.tls",
              message: `objectStore.tls is ${objectStore.tls} for ${objectStore.endpoint}`,
              expected: "true",
            },
          ],
  },
  {
    code: "HF2409",
    severity: "warning",
    title: "The store's image has no exact version.",
    fix: "name a tag or digest; `latest` changes under a running site",
    reference: "Kubernetes documentation: images",
    find: (site) => {
      const image = clusterStore(site)?.image;
      if (image === undefined || /(:(?!latest$)[\w][\w.-]*|@sha256:[0-9a-f]{64})$/.test(image)) return [];
      return [
        {
          path: "objectStore.image",
          message: `objectStore.image is ${image}`,
          expected: "an image with an exact tag or digest",
        },
      ];
    },
  },
  {
    code: "HF2410",
    severity: "warning",
    title: "The shared volume has no storage class that is known to be shared.",
    fix: "name a ReadWriteMany class in cluster.storageClasses.shared, or an existing claim",
    reference: "Kubernetes documentation: access modes; default classes are rarely ReadWriteMany",
    find: ({ objectStore, cluster }) =>
      objectStore.kind !== "shared-files" ||
      objectStore.existingClaim !== undefined ||
      cluster.storageClasses.shared !== undefined
        ? []
        : [
            {
              path: "objectStore.kind",
              message: `objectStore.kind is ${objectStore.kind}, cluster.storageClasses.shared is absent`,
              expected: "a shared storage class or an existing claim",
            },
          ],
  },
  {
    code: "HF2411",
    severity: "warning",
    title: "The file storage is smaller than the planning period needs.",
    fix: "raise the size; store drives can't grow one by one",
    reference: "Mattermost docs, estimated storage per user per month",
    find: ({ objectStore, people, calls }) => {
      if (objectStore.kind === "external-s3" || objectStore.kind === "azure-blob") return [];
      if (objectStore.kind === "cluster") {
        const drive = sizeDrive({ ...people, recordings: calls?.recording }, objectStore);
        return volumeFinding("objectStore.driveSize", objectStore.driveSize, drive.value, drive.reason);
      }
      if (objectStore.kind === "azure-files" && !objectStore.own) return [];
      if (objectStore.kind === "shared-files" && objectStore.existingClaim !== undefined) return [];
      const volume = sizeFileVolume({ ...people, recordings: calls?.recording });
      return volumeFinding("objectStore.size", objectStore.size, volume.value, volume.reason);
    },
  },
);

type ClusterStore = NonNullable<ReturnType<typeof clusterStore>>;

function setOf({ servers, drivesPerServer }: ClusterStore): number {
  return erasureSetSize(servers * drivesPerServer);
}

/** Whether writes go on without any one server. Sets are laid evenly over the servers. */
function survivesNode(store: ClusterStore): boolean {
  const set = setOf(store);
  const drivesOnOneServer = Math.ceil(set / store.servers);
  return store.servers > 1 && set - drivesOnOneServer >= writeQuorum(set, store.parity);
}
