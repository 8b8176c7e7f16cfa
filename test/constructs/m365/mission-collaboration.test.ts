import { NATIONAL_CLOUDS } from "../../../src/catalog/national-clouds";
import { Connections } from "../../../src/constructs/kubernetes/connections";
import { Secret } from "../../../src/constructs/kubernetes/secret";
import { fromMissionCollaborationAttributes } from "../../../src/constructs/m365/foreign-mission-collaboration-app";
import {
  MissionCollaboration,
  type MissionCollaborationProps,
} from "../../../src/constructs/m365/mission-collaboration";
import type { MissionCollaborationReference } from "../../../src/constructs/m365/mission-collaboration-app";
import { PluginBundle } from "../../../src/constructs/mattermost/plugins/plugin-bundle";
import { MISSION_COLLABORATION_PLUGINS as PLUGIN_IDS } from "../../../src/catalog/plugins";
import { problemCodes, synth } from "../../support/synth";
import { CLOUDS, TENANT } from "../identity/entra-scene";
import { deploymentOf, environmentOf, world, type WorldProps } from "../mattermost/world";

const CLIENT = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee";
const APP = "bbbbbbbb-bbbb-4ccc-8ddd-eeeeeeeeeeee";

interface Overrides {
  readonly app?: Partial<MissionCollaborationReference>;
  readonly feature?: Partial<MissionCollaborationProps>;
  readonly world?: WorldProps;
  /** Id of the plugin whose bundle is there; none when empty. */
  readonly brings?: string;
}

function bundle(id: string): PluginBundle {
  return new PluginBundle({
    id,
    version: "0.9.0",
    image: "registry.outpost.example/plugins:0.9.0",
    file: "/bundles/embedded.tar.gz",
    sha256: "a".repeat(64),
    codeOnly: true,
  });
}

function scene({ app = {}, feature = {}, world: props = {}, brings }: Overrides = {}) {
  const place = world({ tier: "enterprise", connectivity: "intermittent", ...props });
  const reference: MissionCollaborationReference = {
    tenantId: TENANT,
    cloud: "commercial",
    host: "chat.outpost.example",
    clientId: CLIENT,
    clientSecret: Secret.fromName(place.stack, "Login", { name: "m365" }).key("client-secret"),
    teamsAppId: APP,
    pluginId: PLUGIN_IDS.after080,
    appName: "Mattermost",
    appVersion: "1.2.3",
    ...app,
  };
  place.server.addFeature(
    new MissionCollaboration(place.stack, "M365", {
      app: fromMissionCollaborationAttributes(place.stack, "App", reference),
      ...feature,
    }),
  );
  const brought = brings ?? reference.pluginId;
  if (brought !== "") place.server.addFeature(bundle(brought));
  return place;
}

describe.each(CLOUDS)("Mission Collaboration in %s", (cloud) => {
  const { frameAncestors, graphHost, loginHost } = NATIONAL_CLOUDS[cloud];

  test("lets the cloud's hosts show Mattermost, all of them", () => {
    const env = environmentOf(scene({ app: { cloud } }));
    expect(env.MM_SERVICESETTINGS_FRAMEANCESTORS).toBe(frameAncestors.join(" "));
  });

  test("tells the plugin its cloud, and the secret by reference", () => {
    const env = environmentOf(scene({ app: { cloud } }));
    const plugins = JSON.parse(env.MM_PLUGINSETTINGS_PLUGINS!) as Record<string, unknown>;
    expect(plugins[PLUGIN_IDS.after080]).toEqual({
      app_id: APP,
      app_name: "Mattermost",
      app_version: "1.2.3",
      disable_user_activity_notifications: false,
      m365_client_id: CLIENT,
      m365_client_secret: "$(HOLDFAST_M365_CLIENT_SECRET)",
      m365_tenant_id: TENANT,
      national_cloud: cloud,
    });
    expect(env.HOLDFAST_M365_CLIENT_SECRET).toBe("secret m365/client-secret");
    expect(JSON.parse(env.MM_PLUGINSETTINGS_PLUGINSTATES!)).toMatchObject({
      [PLUGIN_IDS.after080]: { Enable: true },
    });
  });

  test("reaches the cloud's login and Graph hosts on 443, and nothing else outside", () => {
    const { stack } = scene({ app: { cloud }, feature: { addresses: ["203.0.113.0/24"] } });
    const outside = Connections.allBelow(stack).filter(({ to }) => to.addresses?.[0] === "203.0.113.0/24");
    expect(outside.map(({ to, port }) => [to.sideName, port.port])).toEqual([
      [loginHost, 443],
      [graphHost, 443],
    ]);
  });
});

test("further frames and silence about mentions are a person's choice", () => {
  const env = environmentOf(
    scene({ feature: { frameAncestors: ["intranet.agency.example"], activityNotifications: false } }),
  );
  expect(env.MM_SERVICESETTINGS_FRAMEANCESTORS).toMatch(/ intranet\.agency\.example$/);
  expect(env.MM_PLUGINSETTINGS_PLUGINS).toContain('"disable_user_activity_notifications":true');
});

test("with its bundle the plugin is there, on, and has all its settings", () => {
  const place = scene();
  expect(() => synth(place.stack)).not.toThrow();
  const [container] = deploymentOf(place).spec.template.spec.container;
  const file = `/mattermost/prepackaged_plugins/${PLUGIN_IDS.after080}-0.9.0.tar.gz`;
  const mounted = container.volume_mount.map(({ mount_path }) => mount_path);
  expect(mounted).toEqual(expect.arrayContaining([file, `${file}.sig`]));
  const env = environmentOf(place);
  const states = JSON.parse(env.MM_PLUGINSETTINGS_PLUGINSTATES!) as Record<string, unknown>;
  expect(states[PLUGIN_IDS.after080]).toEqual({ Enable: true });
  const plugins = JSON.parse(env.MM_PLUGINSETTINGS_PLUGINS!) as Record<string, object>;
  expect(Object.keys(plugins[PLUGIN_IDS.after080] ?? {})).toHaveLength(8);
  expect(env.MM_PLUGINSETTINGS_ENABLEUPLOADS).toBe("false");
});

test("without its bundle, or with that of the old name, nothing is rendered", () => {
  expect(() => synth(scene({ brings: "" }).stack)).toThrow("HF3211");
  expect(() => synth(scene({ brings: PLUGIN_IDS.upTo080 }).stack)).toThrow(
    `needs the plugin ${PLUGIN_IDS.after080}`,
  );
});

test("an image of one's own may have it inside", () => {
  expect(() => synth(scene({ feature: { pluginInImage: true }, brings: "" }).stack)).not.toThrow();
});

test.each<[string, Overrides, string]>([
  ["a disconnected site", { world: { connectivity: "disconnected" } }, "HF3605"],
  ["no licence", { world: { tier: undefined } }, "HF3606"],
  ["a licence that is too small", { world: { tier: "professional" } }, "HF3606"],
  ["an old server", { world: { version: "10.5.9" } }, "HF3607"],
  ["another host", { app: { host: "other.outpost.example" } }, "HF3601"],
  ["http", { world: { siteUrl: "http://chat.outpost.example" } }, "HF3601"],
  ["an unknown cloud", { app: { cloud: "gcc" as "dod" } }, "HF3604"],
  ["a client id that is none", { app: { clientId: "x" } }, "HF3602"],
  ["a plugin id that is none", { app: { pluginId: "" } }, "HF3613"],
])("%s", (_, overrides, code) => {
  expect(problemCodes(() => scene(overrides))).toEqual([code]);
});
