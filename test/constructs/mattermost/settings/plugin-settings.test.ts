import { settingInfo } from "../../../../src/catalog/mattermost-settings";
import { conflictsOf } from "../../../../src/constructs/mattermost/settings/claims";
import { pluginClaims, pluginMaps } from "../../../../src/constructs/mattermost/settings/plugin-settings";

const one = { by: "one", plugins: { a: { enabled: true, settings: { Size: 1 } } } };

test("every plugin that the server starts by itself has a state of ours", () => {
  const byItself = Object.keys(settingInfo("PluginSettings.PluginStates")?.default as object);
  const states = pluginMaps([]).PluginSettings?.PluginStates;
  expect(byItself.map((id) => [id, states?.[id]])).toEqual(byItself.map((id) => [id, { Enable: false }]));
});

test("contributions to one plugin are merged, in lower case, in one order", () => {
  const two = {
    by: "two",
    plugins: { a: { enabled: true, settings: { Colour: "red" } }, Z: { enabled: true } },
  };
  const maps = pluginMaps([one, two]).PluginSettings;
  expect(maps?.Plugins).toEqual({ a: { colour: "red", size: 1 } });
  expect(JSON.stringify(maps)).toBe(JSON.stringify(pluginMaps([two, one]).PluginSettings));
});

test.each([
  ["the same", { a: { enabled: true, settings: { size: 1 } } }, []],
  ["another switch", { a: { enabled: false } }, ["plugin a"]],
  ["another value, spelt differently", { a: { enabled: true, settings: { SIZE: 2 } } }, ["size of plugin a"]],
  ["another plugin", { b: { enabled: false, settings: { size: 2 } } }, []],
])("conflicts: %s", (_, plugins, subjects) => {
  const conflicts = conflictsOf(pluginClaims([one, { by: "two", plugins }]));
  expect(conflicts.map(({ subject }) => subject)).toEqual(subjects);
});
