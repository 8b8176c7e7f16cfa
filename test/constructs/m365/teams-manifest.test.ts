import { renderTeamsManifest, type TeamsManifestProps } from "../../../src/constructs/m365/teams-manifest";
import { problemCodes } from "../../support/synth";

const CLIENT = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee";

const PROPS: TeamsManifestProps = {
  host: "chat.agency.example",
  clientId: CLIENT,
  teamsAppId: "bbbbbbbb-bbbb-4ccc-8ddd-eeeeeeeeeeee",
  pluginId: "com.mattermost.ms-embedded",
  appName: "Mattermost",
  appVersion: "1.0.0",
};

const DEVELOPER = {
  name: "Agency",
  websiteUrl: "https://agency.example",
  privacyUrl: "https://agency.example/privacy",
  termsOfUseUrl: "https://agency.example/terms",
};

interface Parsed {
  readonly staticTabs: readonly { readonly contentUrl?: string }[];
  readonly webApplicationInfo: { readonly id: string; readonly resource: string };
  readonly validDomains: readonly string[];
}

test("every address is the plugin's, on the one domain that is allowed, for the one Entra application", () => {
  const manifest = JSON.parse(renderTeamsManifest(PROPS)) as Parsed;
  const addresses = manifest.staticTabs.flatMap((tab) => tab.contentUrl ?? []);
  expect(addresses).toHaveLength(2);
  for (const address of addresses) {
    expect(manifest.validDomains).toEqual([new URL(address).host]);
    expect(address).toContain(`/plugins/${PROPS.pluginId}/iframe/mattermostTab`);
  }
  expect(manifest.webApplicationInfo).toEqual({
    id: CLIENT,
    resource: `api://chat.agency.example/${CLIENT}`,
  });
});

test.each<[string, Partial<TeamsManifestProps>, readonly string[]]>([
  ["nothing", {}, []],
  ["a name of 30 characters", { appName: "x".repeat(30) }, []],
  ["a name of 31 characters", { appName: "x".repeat(31) }, ["HF3610"]],
  ["no name", { appName: " " }, ["HF3610"]],
  ["a description of 81 characters", { shortDescription: "x".repeat(81) }, ["HF3610"]],
  ["a version of two parts", { appVersion: "1.0" }, ["HF3610"]],
  ["a version with a leading zero", { appVersion: "1.01.0" }, ["HF3610"]],
  ["a developer of 33 characters", { developer: { ...DEVELOPER, name: "x".repeat(33) } }, ["HF3610"]],
  [
    "a privacy page on http",
    { developer: { ...DEVELOPER, privacyUrl: "http://agency.example" } },
    ["HF3610"],
  ],
  ["a host with a path", { host: "agency.example/chat" }, ["HF3601"]],
  ["a host with a port", { host: "agency.example:8065" }, ["HF3601"]],
  ["an app id that is none", { teamsAppId: "mattermost" }, ["HF3602"]],
  ["a client id that is none", { clientId: `${CLIENT}0` }, ["HF3602"]],
  ["a client id that is not known yet", { clientId: "${TfToken[TOKEN.7]}" }, ["HF3612"]],
  ["a plugin id that leaves its folder", { pluginId: "../../api" }, ["HF3613"]],
  [
    "all at once",
    { host: "x y", clientId: "", pluginId: "", appVersion: "" },
    ["HF3601", "HF3602", "HF3610", "HF3613"],
  ],
])("wrong: %s", (_, overrides, codes) => {
  const found = problemCodes(() => renderTeamsManifest({ ...PROPS, ...overrides }));
  expect([...new Set(found)].sort()).toEqual([...codes].sort());
});
