import { AppVersions } from "../../../../src/constructs/mattermost/features/app-versions";
import { world } from "../world";

test("only what is asked for is written", () => {
  const written = (feature: AppVersions) =>
    world({ features: [feature] })
      .server.settings()
      .filter(({ path }) => /^ClientRequirements|MinimumDesktop/.test(path))
      .map(({ path, value }) => [path, value]);
  expect(written(new AppVersions({ desktop: "6.0.0", android: "2.30.0" }))).toEqual([
    ["ClientRequirements.AndroidMinVersion", "2.30.0"],
    ["ServiceSettings.MinimumDesktopAppVersion", "6.0.0"],
  ]);
  expect(written(new AppVersions({ ios: "2.31.0" }))).toEqual([
    ["ClientRequirements.IosMinVersion", "2.31.0"],
  ]);
});
