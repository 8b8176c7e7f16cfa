import { all, externalStore, store, type Change, type RuleCase } from "../sites";

const kind =
  (value: "local-files" | "shared-files"): Change =>
  (spec) => {
    spec.objectStore = { kind: value };
  };
const one: Change = ({ mattermost }) => {
  mattermost.replicas = 1;
};
const users =
  (count: number): Change =>
  ({ people }) => {
    people.users = count;
    people.growthPerYear = 0;
  };
const nodes =
  (count: number): Change =>
  ({ cluster }) => {
    cluster.nodes.count = count;
  };

const recorded =
  (hoursPerWeek: number): Change =>
  (spec) => {
    const exposure = { kind: "node-port" as const, ports: [30_843, 30_844], nodeNetworks: ["10.20.30.0/24"] };
    spec.calls = { router: { kind: "rtcd", exposure }, recording: { hoursPerWeek } };
  };

export const OBJECT_STORE_CASES: readonly RuleCase[] = [
  {
    code: "HF2401",
    what: "2,001 users on local files",
    breaks: all(kind("local-files"), one, users(2001)),
    keeps: all(kind("local-files"), one, users(2000)),
    paths: ["objectStore.kind"],
    shows: "2,001",
  },
  {
    code: "HF2402",
    what: "two servers on local files",
    breaks: all(kind("local-files"), ({ mattermost }) => (mattermost.replicas = 2)),
    keeps: all(kind("local-files"), one),
    paths: ["objectStore.kind"],
    shows: "local-files with 2 servers",
  },
  {
    code: "HF2403",
    what: "parity of three in a set of four",
    breaks: store({ servers: 4, drivesPerServer: 1, parity: 3 }),
    keeps: store({ servers: 4, drivesPerServer: 1, parity: 2 }),
    paths: ["objectStore.parity"],
    shows: "3 in a set of 4",
  },
  {
    code: "HF2404",
    what: "seventeen drives",
    breaks: all(nodes(17), store({ servers: 17, drivesPerServer: 1 })),
    keeps: all(nodes(17), store({ servers: 16, drivesPerServer: 1 })),
    paths: ["objectStore.drivesPerServer"],
    shows: "17 drives",
  },
  {
    code: "HF2405",
    what: "one server on four nodes",
    breaks: store({ servers: 1, drivesPerServer: 4 }),
    keeps: all(nodes(1), store({ servers: 1, drivesPerServer: 4 })),
    paths: ["objectStore.servers"],
    shows: "is 1 with parity",
  },
  {
    code: "HF2405",
    what: "two servers with half as parity",
    breaks: store({ servers: 2, drivesPerServer: 2, parity: 2 }),
    keeps: store({ servers: 3, drivesPerServer: 2, parity: 2 }),
    paths: ["objectStore.servers"],
    shows: "2 with parity 2 of 4",
  },
  {
    code: "HF2405",
    what: "too little parity for the drives of a node",
    breaks: store({ servers: 4, drivesPerServer: 2, parity: 1 }),
    keeps: store({ servers: 4, drivesPerServer: 2, parity: 2 }),
    paths: ["objectStore.servers"],
    shows: "parity 1 of 8",
  },
  {
    code: "HF2406",
    what: "no parity",
    breaks: store({ servers: 4, drivesPerServer: 1, parity: 0 }),
    keeps: store({ servers: 4, drivesPerServer: 1, parity: 1 }),
    paths: ["objectStore.parity"],
    shows: "0 with 4 drives",
  },
  {
    code: "HF2407",
    what: "more store servers than nodes",
    breaks: store({ servers: 6 }),
    keeps: store({ servers: 4 }),
    paths: ["objectStore.servers"],
    shows: "6",
  },
  {
    code: "HF2408",
    what: "plain HTTP to the store",
    breaks: externalStore({ tls: false }),
    keeps: externalStore(),
    paths: ["objectStore.tls"],
    shows: "false for s3.outpost-kestrel.example",
  },
  {
    code: "HF2409",
    what: "an image without a version",
    breaks: store({ image: "registry.example:5000/store/silo:latest" }),
    keeps: store({ image: "registry.example:5000/store/silo:1.2.3" }),
    paths: ["objectStore.image"],
    shows: "silo:latest",
  },
  {
    code: "HF2409",
    what: "an image with a port but no tag",
    breaks: store({ image: "registry.example:5000/store/silo" }),
    keeps: store({ image: `registry.example:5000/store/silo@sha256:${"0".repeat(64)}` }),
    paths: ["objectStore.image"],
    shows: "store/silo",
  },
  {
    code: "HF2410",
    what: "shared files without a shared class",
    breaks: kind("shared-files"),
    keeps: all(kind("shared-files"), ({ cluster }) => (cluster.storageClasses = { shared: "nas" })),
    paths: ["objectStore.kind"],
    shows: "shared-files",
  },
  {
    code: "HF2411",
    what: "small drives",
    breaks: store({ driveSize: "10Gi" }),
    keeps: store({ driveSize: "4Ti" }),
    paths: ["objectStore.driveSize"],
    shows: "10Gi",
  },
  {
    code: "HF2411",
    what: "drives too small for the recordings",
    breaks: all(store({ driveSize: "1Ti" }), recorded(500)),
    keeps: all(store({ driveSize: "1Ti" }), recorded(1)),
    paths: ["objectStore.driveSize"],
    shows: "1Ti",
  },
];
