import { problem } from "../errors/catalogue";
import { ProblemError } from "../errors/problem";
import { checkSettings, flattenSettings, type Settings } from "./mattermost-settings-check";
import { settingVariable } from "./mattermost-settings-info";

export { checkSettings, flattenSettings, type Settings } from "./mattermost-settings-check";
export {
  emptyStoreDifferences,
  settingInfo,
  settingPaths,
  settingVariable,
} from "./mattermost-settings-info";

/**
 * The environment variables that set the given settings: name to text, in the order given.
 * `true`/`false`, base-10 numbers, lists joined by one space, maps as one JSON object.
 * Texts go in as they are, `$(VARIABLE)` references included.
 *
 * @throws ProblemError with every setting that the server would refuse or ignore (HF2201 to HF2207)
 */
export function environmentFor(settings: Settings): Readonly<Record<string, string>> {
  const issues = checkSettings(settings);
  if (issues.length > 0) throw new ProblemError(issues.map((issue) => problem(issue.kind, issue)));
  return Object.fromEntries(
    flattenSettings(settings).map(({ path, value }) => [settingVariable(path), environmentText(value)]),
  );
}

function environmentText(value: unknown): string {
  if (Array.isArray(value)) return value.join(" ");
  return typeof value === "string" ? value : JSON.stringify(value);
}
