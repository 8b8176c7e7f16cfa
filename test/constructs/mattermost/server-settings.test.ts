import { flattenSettings, settingInfo } from "../../../src/catalog/mattermost-settings";
import { serverOptions } from "../../../src/constructs/mattermost/server-options";
import { toolkitLayers } from "../../../src/constructs/mattermost/server-settings";
import { airGapSettings } from "../../../src/constructs/mattermost/settings/air-gap-settings";
import { world } from "./world";

test("no two topics of the toolkit write the same setting", () => {
  const options = serverOptions(world({ replicas: 2, tier: "enterprise", edition: "fips" }).props);
  const paths = toolkitLayers(options).flatMap(({ settings }) =>
    flattenSettings(settings).map(({ path }) => path),
  );
  expect(paths.filter((path, index) => paths.indexOf(path) < index)).toEqual([]);
});

test.each([
  "ServiceSettings.EnableLinkPreviews",
  "ServiceSettings.EnableSecurityFixAlert",
  "AnnouncementSettings.AdminNoticesEnabled",
  "AnnouncementSettings.UserNoticesEnabled",
])("%s follows the link to the outside", (path) => {
  const on = (connectivity: "connected" | "intermittent" | "disconnected") =>
    flattenSettings(airGapSettings(connectivity)).find((each) => each.path === path)?.value;
  expect([on("connected"), on("intermittent"), on("disconnected")]).toEqual([true, false, false]);
});

test("disconnected: nothing whose default is an address of the vendor is left to its default", () => {
  const written = new Map(
    world({})
      .server.settings()
      .map(({ path, value }) => [path, value]),
  );
  const links = ["NativeAppSettings", "SupportSettings"].flatMap((section) =>
    [
      "AppDownloadLink",
      "AndroidAppDownloadLink",
      "IosAppDownloadLink",
      "TermsOfServiceLink",
      "PrivacyPolicyLink",
    ]
      .concat("AboutLink", "HelpLink", "ReportAProblemLink")
      .map((name) => `${section}.${name}`)
      .filter((path) => String(settingInfo(path)?.default).includes("mattermost.com")),
  );
  expect(links).toHaveLength(8);
  expect(links.filter((path) => written.get(path) !== "")).toEqual([]);
});
