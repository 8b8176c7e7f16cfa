import { problem } from "../../errors/catalogue";
import type { Problem } from "../../errors/problem";
import { ENTRA_PROBLEMS } from "../identity/entra-problems";
import { isGuid } from "../identity/entra-guid";
import { M365_PROBLEMS } from "./problems";
import { pluginIdProblems, siteUrlProblems, type TeamsApp } from "./teams-app";
import type { TeamsManifest } from "./teams-manifest";

/** Longest texts by property, in characters. Source: manifest schema 1.22. */
const LONGEST: Readonly<Record<string, number>> = {
  "name.short": 30,
  "name.full": 100,
  "developer.name": 32,
  "description.short": 80,
  "description.full": 4000,
  version: 256,
};
const LONGEST_TAB_NAME = 128;
const LONGEST_URL = 2048;

/** What is wrong with the facts that the package is rendered from. */
export function teamsAppProblems(app: TeamsApp): readonly Problem[] {
  return [
    ...siteUrlProblems(`https://${app.host}`, "host"),
    ...pluginIdProblems(app.pluginId, "pluginId"),
    ...clientIdProblems(app.clientId),
    ...(isGuid(app.teamsAppId)
      ? []
      : [
          problem(ENTRA_PROBLEMS.id, {
            path: "teamsAppId",
            message: `teamsAppId is "${app.teamsAppId}"`,
            expected: "a GUID",
          }),
        ]),
  ];
}

function clientIdProblems(clientId: string): readonly Problem[] {
  if (isGuid(clientId)) return [];
  const known = !clientId.includes("${");
  return [
    problem(known ? ENTRA_PROBLEMS.id : M365_PROBLEMS.unknownClientId, {
      path: "clientId",
      message: known ? `clientId is "${clientId}"` : "clientId is known after apply only",
      expected: "a GUID",
    }),
  ];
}

/** What the schema 1.22 of the manifest refuses in the parts that a person can change. */
export function teamsManifestProblems(manifest: TeamsManifest): readonly Problem[] {
  const texts: Readonly<Record<string, string>> = {
    "name.short": manifest.name.short,
    "name.full": manifest.name.full,
    "developer.name": manifest.developer.name,
    "description.short": manifest.description.short,
    "description.full": manifest.description.full,
    version: manifest.version,
  };
  const { websiteUrl, privacyUrl, termsOfUseUrl } = manifest.developer;
  return [
    ...Object.entries(texts).flatMap(([path, text]) => lengthProblems(path, text, LONGEST[path] ?? 0)),
    ...versionProblems(manifest.version),
    ...Object.entries({ websiteUrl, privacyUrl, termsOfUseUrl }).flatMap(([name, url]) =>
      urlProblems(`developer.${name}`, url),
    ),
    ...manifest.staticTabs.flatMap((tab) => [
      ...(tab.name === undefined ? [] : lengthProblems("staticTabs.name", tab.name, LONGEST_TAB_NAME)),
      ...(tab.contentUrl === undefined ? [] : urlProblems("staticTabs.contentUrl", tab.contentUrl)),
    ]),
  ];
}

function lengthProblems(path: string, text: string, longest: number): readonly Problem[] {
  if (text.trim() !== "" && text.length <= longest) return [];
  return [at(path, `${path} has ${text.length} characters`, `1 to ${longest}`)];
}

// Stricter than the schema, which takes any text: Teams compares the parts as numbers.
function versionProblems(version: string): readonly Problem[] {
  if (/^(0|[1-9]\d{0,4})\.(0|[1-9]\d{0,4})\.(0|[1-9]\d{0,4})$/.test(version)) return [];
  return [at("version", `version is "${version}"`, "major.minor.patch, e.g. 1.0.3")];
}

function urlProblems(path: string, url: string): readonly Problem[] {
  const fits = URL.canParse(url) && new URL(url).protocol === "https:" && url.length <= LONGEST_URL;
  return fits ? [] : [at(path, `${path} is "${url}"`, `an https URL of at most ${LONGEST_URL} characters`)];
}

function at(path: string, message: string, expected: string): Problem {
  return problem(M365_PROBLEMS.manifest, { path, message, expected });
}
