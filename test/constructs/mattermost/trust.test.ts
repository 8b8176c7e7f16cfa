import { Secret } from "../../../src/constructs/kubernetes/secret";
import { trustOf } from "../../../src/constructs/mattermost/trust";
import { testStack } from "../../support/synth";

const stack = testStack();
const database = Secret.fromName(stack, "Database", { name: "database-ca" });
const objectStore = Secret.fromName(stack, "Store", { name: "store-ca" });
const bundle = { configMap: "site-ca", key: "bundle.pem" };

test.each([
  ["nothing private", {}, [], undefined, undefined],
  [
    "the database alone has a file of its own, not the trust of all connections",
    { database },
    ["/holdfast/ca/database"],
    "/holdfast/ca/database/ca.crt",
    undefined,
  ],
  [
    "all three",
    { database, objectStore, bundle },
    ["/holdfast/ca/database", "/holdfast/ca/object-store", "/holdfast/ca/site"],
    "/holdfast/ca/database/ca.crt",
    "/etc/ssl/certs:/holdfast/ca/object-store:/holdfast/ca/site",
  ],
])("%s", (_, options, paths, databaseCaFile, certificateFolders) => {
  const trust = trustOf(options);
  expect(trust.mounts.map(({ path }) => path)).toEqual(paths);
  expect(trust.mounts.every(({ volume }) => volume in trust.volumes)).toBe(true);
  expect(trust).toMatchObject({ databaseCaFile, certificateFolders });
});

test("only the certificate is mounted, under one name", () => {
  const { volumes } = trustOf({ objectStore, bundle });
  expect(volumes).toEqual({
    "ca-object-store": { secret: objectStore, items: { "ca.crt": "ca.crt" } },
    "ca-site": { configMap: { name: "site-ca", items: { "bundle.pem": "ca.crt" } } },
  });
});
