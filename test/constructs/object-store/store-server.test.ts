import { serverArguments, serverEnvironment } from "../../../src/constructs/object-store/store-server";
import { bucketPolicy } from "../../../src/constructs/object-store/bucket-policy";
import { setupFiles } from "../../../src/constructs/object-store/setup-script";

const PEERS = { name: "store", peersHost: "store-peers.outpost.svc.cluster.local" };

test.each([
  [1, 1, "/data-0"],
  [1, 4, "/data-{0...3}"],
  [4, 1, "https://store-{0...3}.store-peers.outpost.svc.cluster.local:9000/data-0"],
  [4, 2, "https://store-{0...3}.store-peers.outpost.svc.cluster.local:9000/data-{0...1}"],
])("%d servers × %d drives serve %s", (servers, drivesPerServer, volumes) => {
  const args = serverArguments({ ...PEERS, servers, drivesPerServer, parity: 0 });
  expect(args).toEqual(["server", "--address=:9000", "--certs-dir=/certs", volumes]);
});

test.each([
  [4, 1, 2, "4", "EC:2"],
  [4, 4, 4, "16", "EC:4"],
  [6, 3, 4, "9", "EC:4"],
  [1, 1, 0, undefined, undefined],
])(
  "%d servers × %d drives say their set and parity",
  (servers, drivesPerServer, parity, set, storageClass) => {
    const environment = serverEnvironment({ servers, drivesPerServer, parity });
    expect(environment.MINIO_ERASURE_SET_DRIVE_COUNT).toBe(set);
    expect(environment.MINIO_STORAGE_CLASS_STANDARD).toBe(storageClass);
    expect(environment).toMatchObject({ MINIO_UPDATE: "off", MINIO_BROWSER: "off" });
  },
);

test("the user's policy names its bucket and what lies below it, and nothing else", () => {
  const { Statement } = bucketPolicy("files");
  expect(Statement.flatMap((each) => each.Resource)).toEqual(["arn:aws:s3:::files", "arn:aws:s3:::files/*"]);
  const actions = Statement.flatMap((each) => each.Action);
  expect(actions.filter((action) => /\*|Bucket$/.test(action))).toEqual(["s3:ListBucket"]);
  expect(actions).toContain("s3:GetObject");
});

test("the script stops at the first failure and gives the user's secret through standard input only", () => {
  const script = setupFiles("files")["setup.sh"] ?? "";
  expect(script).toMatch(/^#!\/bin\/sh\nset -eu\n/);
  const lines = script.split("\n").filter((line) => line.includes("USER_SECRET_KEY"));
  expect(lines).toEqual([
    `printf '%s\\n%s\\n' "$USER_ACCESS_KEY" "$USER_SECRET_KEY" | run admin user add store`,
  ]);
});
