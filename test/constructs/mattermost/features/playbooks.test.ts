import { Boards } from "../../../../src/constructs/mattermost/features/boards";
import { Playbooks } from "../../../../src/constructs/mattermost/features/playbooks";
import { problemCodes } from "../../../support/synth";
import { world } from "../world";

test.each([
  ["team", "11.7.9", ["HF3208"]],
  ["team", "10.11.23", []],
  ["enterprise", "11.7.9", []],
  ["fips", "11.7.9", []],
] as const)("on %s %s", (edition, version, codes) => {
  expect(problemCodes(() => world({ edition, version, features: [new Playbooks()] }))).toEqual(codes);
});

test("its switch reaches the plugin", () => {
  const { server } = world({ features: [new Playbooks({ incrementalUpdates: true }), new Boards()] });
  const plugins = server.settings().find(({ path }) => path === "PluginSettings.Plugins")?.value;
  expect(plugins).toMatchObject({ playbooks: { enableincrementalupdates: true } });
});

test("a tab in Teams is for the named tenants, and absent by itself", () => {
  const settingsOf = (feature: Playbooks) =>
    world({ features: [feature] })
      .server.settings()
      .find(({ path }) => path === "PluginSettings.Plugins")?.value;
  expect(settingsOf(new Playbooks({ teamsTenants: ["tenant-a", "tenant-b"] }))).toEqual({
    playbooks: {
      enableincrementalupdates: false,
      enableteamstabapp: true,
      teamstabapptenantids: "tenant-a,tenant-b",
    },
  });
  expect(settingsOf(new Playbooks())).toEqual({ playbooks: { enableincrementalupdates: false } });
});
