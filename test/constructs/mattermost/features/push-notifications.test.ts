import { HOSTED_PUSH_PROXIES } from "../../../../src/catalog/push-hosts";
import { Connections } from "../../../../src/constructs/kubernetes/connections";
import { Secret } from "../../../../src/constructs/kubernetes/secret";
import {
  PushNotifications,
  type PushNotificationsProps,
} from "../../../../src/constructs/mattermost/features/push-notifications";
import { PushProxy } from "../../../../src/constructs/push/push-proxy";
import { problemCodes } from "../../../support/synth";
import { environmentOf, world, type WorldProps } from "../world";

function scene(props: PushNotificationsProps, overrides: WorldProps = {}) {
  const place = world({ tier: "enterprise", connectivity: "intermittent", ...overrides });
  place.server.addFeature(new PushNotifications(place.stack, "Push", props));
  return place;
}

test.each(Object.entries(HOSTED_PUSH_PROXIES))("region %s: ids only, through %s", (region, host) => {
  const place = scene({ through: { hosted: region as keyof typeof HOSTED_PUSH_PROXIES } });
  expect(environmentOf(place)).toMatchObject({
    MM_EMAILSETTINGS_SENDPUSHNOTIFICATIONS: "true",
    MM_EMAILSETTINGS_PUSHNOTIFICATIONSERVER: `https://${host}`,
    MM_EMAILSETTINGS_PUSHNOTIFICATIONCONTENTS: "id_loaded",
  });
  expect(Connections.allBelow(place.stack).map(({ to }) => to.sideName)).toContain(host);
});

test("a proxy of one's own is reached inside the cluster", () => {
  const place = world({ tier: "enterprise", connectivity: "intermittent" });
  const secret = Secret.fromName(place.stack, "Keys", { name: "push" });
  const proxy = new PushProxy(place.stack, "Proxy", {
    namespace: place.props.namespace,
    android: { serviceAccount: secret.key("fcm") },
  });
  place.server.addFeature(new PushNotifications(place.stack, "Push", { through: { proxy } }));
  expect(environmentOf(place).MM_EMAILSETTINGS_PUSHNOTIFICATIONSERVER).toBe(proxy.url);
  const toProxy = Connections.allBelow(place.stack).filter(({ to }) => to === proxy.workload.connections);
  expect(toProxy.map(({ port }) => port.port)).toEqual([8066]);
});

test("a disconnected site sends nothing and may reach nothing, even without a licence", () => {
  const place = scene({ through: { hosted: "eu" } }, { connectivity: "disconnected", tier: undefined });
  expect(environmentOf(place).MM_EMAILSETTINGS_SENDPUSHNOTIFICATIONS).toBe("false");
  expect(Connections.allBelow(place.stack).map(({ to }) => to.sideName)).not.toContain(
    HOSTED_PUSH_PROXIES.eu,
  );
});

test.each<[WorldProps["tier"], PushNotificationsProps["contents"], readonly string[]]>([
  [undefined, undefined, ["HF3641"]],
  [undefined, "generic", ["HF3641"]],
  ["entry", undefined, []],
  ["professional", undefined, ["HF3640"]],
  ["professional", "generic_no_channel", []],
  ["enterprise", undefined, []],
  ["advanced", "full", []],
])("a licence of the tier %s with contents %s", (tier, contents, codes) => {
  expect(problemCodes(() => scene({ through: { hosted: "us" }, contents }, { tier }))).toEqual(codes);
});
