import type { Site } from "../../src/site/site";
import { recordIn, servedHosts, siteNames } from "../../src/site/names";

const site = (identity?: object, siteUrl = "https://chat.osprey.example"): Site =>
  ({
    mattermost: { siteUrl },
    identity,
    cluster: { exposure: { kind: "load-balancer", address: "10.40.3.250", annotations: {} } },
  }) as unknown as Site;

const KEYCLOAK = { kind: "keycloak", url: "https://sign-in.osprey.example", realm: "site" };

test.each([
  ["osprey.example", "chat.osprey.example", "chat"],
  ["chat.osprey.example", "chat.osprey.example", "@"],
  ["osprey.example", "a.b.osprey.example", "a.b"],
  ["prey.example", "chat.osprey.example", undefined],
])("in the zone %s, %s is the record %s", (zone, host, record) => {
  expect(recordIn(zone, host)).toBe(record);
});

test.each([
  [undefined, []],
  [{ ...KEYCLOAK, exposure: { kind: "proxy" } }, ["/realms/site/.well-known/openid-configuration"]],
  [{ ...KEYCLOAK, exposure: { kind: "load-balancer" } }, []],
  [{ kind: "dex", url: "https://sign-in.osprey.example/dex/" }, ["/dex/.well-known/openid-configuration"]],
  [{ kind: "openid" }, []],
])("beside chat, the proxy serves what signs people in behind it: %#", (identity, paths) => {
  expect(servedHosts(site(identity)).map(({ probePath }) => probePath)).toEqual([
    "/api/v4/system/ping",
    ...paths,
  ]);
});

test("sign-in on an address of its own has a name too, and an address needs none", () => {
  const own = { ...KEYCLOAK, exposure: { kind: "load-balancer", address: "10.40.3.9" } };
  expect(siteNames(site(own)).map(({ target }) => target)).toMatchObject([
    { address: "10.40.3.250" },
    { address: "10.40.3.9" },
  ]);
  expect(siteNames(site(undefined, "https://10.40.3.250"))).toEqual([]);
  expect(siteNames(site(undefined, "https://[fd00::1]"))).toEqual([]);
});
