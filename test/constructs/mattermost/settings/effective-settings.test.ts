import fc from "fast-check";
import { flattenSettings, settingInfo, settingPaths } from "../../../../src/catalog/mattermost-settings";
import {
  asSections,
  effectiveSettings,
} from "../../../../src/constructs/mattermost/settings/effective-settings";
import {
  ownerBeforeFeatures,
  ownerOfSetting,
} from "../../../../src/constructs/mattermost/settings/owned-settings";

const LEAVES = settingPaths().filter((path) => settingInfo(path)?.settable);

test("sections and flat list are the same, for any choice of settings", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.constantFrom(...LEAVES)), (paths) => {
      const chosen = paths.map((path) => ({ path, value: path, by: "x" }));
      const flat = flattenSettings(asSections(chosen)).map(({ path }) => path);
      expect(flat.sort()).toEqual([...paths].sort());
    }),
  );
});

test("later layers win setting by setting, nested ones too", () => {
  const settings = effectiveSettings([
    {
      by: "a",
      settings: { MessageExportSettings: { GlobalRelaySettings: { CustomerType: "A9" }, BatchSize: 1 } },
    },
    { by: "b", settings: { MessageExportSettings: { GlobalRelaySettings: { CustomerType: "A10" } } } },
    { by: "c", settings: { MessageExportSettings: { BatchSize: undefined } } },
  ]);
  expect(settings).toEqual([
    { path: "MessageExportSettings.BatchSize", value: 1, by: "a" },
    { path: "MessageExportSettings.GlobalRelaySettings.CustomerType", value: "A10", by: "b" },
  ]);
});

test("what is owned exists", () => {
  expect(LEAVES.filter((path) => ownerOfSetting(path))).toHaveLength(34);
  expect(ownerOfSetting("PluginSettings.Plugins")).toBeUndefined();
  expect(ownerBeforeFeatures("PluginSettings.Plugins")).toBe("plugins");
});
