import { closest, distance } from "fastest-levenshtein";
import type { ProblemKind } from "../errors/catalogue";
import { removedSetting, settingInfo, settingPaths, type SettingInfo } from "./mattermost-settings-info";
import type { SettingLimit } from "./mattermost-settings-limits";
import { SETTING_PROBLEMS } from "./mattermost-settings-problems";
import type { MattermostSettings } from "./mattermost-settings.generated";

/** Settings by section and name: typed, or as somebody wrote them. */
export type Settings = MattermostSettings | Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** One thing that is wrong with a setting. */
export interface SettingIssue {
  readonly kind: ProblemKind;
  /** Section and name, e.g. `SqlSettings.MaxOpenConns`. */
  readonly path: string;
  readonly message: string;
  readonly expected: string;
  readonly fix?: string;
}

/** A setting with its value, nested structs taken apart. */
export interface SettingValue {
  readonly path: string;
  readonly value: unknown;
  readonly info?: SettingInfo;
}

/** Everything that the server would refuse or ignore, all at once. Pure. */
export function checkSettings(settings: Settings): readonly SettingIssue[] {
  return flattenSettings(settings).flatMap(({ path, value, info }) => {
    const issue = info ? checkValue(info, value) : missing(path);
    return issue ? [issue] : [];
  });
}

/** The settings as a flat list; absent values are left out. */
export function flattenSettings(settings: Settings): readonly SettingValue[] {
  return Object.entries(settings as Readonly<Record<string, unknown>>).flatMap(([section, members]) =>
    isRecord(members)
      ? Object.entries(members).flatMap(([name, value]) => flattenValue(`${section}.${name}`, value))
      : flattenValue(section, members),
  );
}

function flattenValue(path: string, value: unknown): readonly SettingValue[] {
  if (value === undefined) return [];
  const info = settingInfo(path);
  if (info?.type === "object" && isRecord(value)) {
    return Object.entries(value).flatMap(([name, member]) => flattenValue(`${path}.${name}`, member));
  }
  return [{ path, value, info }];
}

function missing(path: string): SettingIssue {
  const note = removedSetting(path);
  if (note !== undefined) {
    return {
      kind: SETTING_PROBLEMS.removed,
      path,
      message: `the server has no setting ${path} any more: ${note}`,
      expected: "a setting that the server still has",
    };
  }
  const section = path.split(".")[0] ?? path;
  const sections = [...new Set(settingPaths().map((known) => known.split(".")[0] ?? known))];
  if (!sections.includes(section)) {
    const nearest = closest(section, sections);
    return {
      kind: SETTING_PROBLEMS.unknownSection,
      path,
      message: `the server has no section ${section} (in ${path})`,
      expected: `one of its ${sections.length} sections; nearest: ${nearest}`,
      fix: `did you mean ${nearest}?`,
    };
  }
  const nearest = nearestSetting(path, section);
  return {
    kind: SETTING_PROBLEMS.unknownName,
    path,
    message: `the server has no setting ${path}`,
    expected: `a setting of ${section}; nearest: ${nearest}`,
    fix: `did you mean ${nearest}?`,
  };
}

/** The setting with the nearest name: in the same section if one is near, else anywhere. */
function nearestSetting(path: string, section: string): string {
  const elsewhere = settingPaths().find((known) => known.split(".").at(-1) === path.split(".").at(-1));
  const inSection = settingPaths().filter((known) => known.startsWith(`${section}.`));
  const near = closest(path, inSection);
  return elsewhere !== undefined && distance(path, near) > 3 ? elsewhere : near;
}

function checkValue(info: SettingInfo, value: unknown): SettingIssue | undefined {
  const { path } = info;
  if (!info.settable && info.type !== "object") {
    return {
      kind: SETTING_PROBLEMS.notSettable,
      path,
      message: `${path} is ${shown(info, value)}, but no environment variable can set it${info.note ? `: ${info.note}` : ""}`,
      expected: "the setting left out",
    };
  }
  if (!hasType(info, value)) {
    return {
      kind: SETTING_PROBLEMS.wrongType,
      path,
      message: `${path} is ${shown(info, value)}, ${describeType(value)}`,
      expected: TYPE_WORDS[info.type],
      fix: quotingFix(info, value),
    };
  }
  return checkList(info, value) ?? checkLimit(info, value);
}

const TYPE_WORDS: Readonly<Record<SettingInfo["type"], string>> = {
  string: "a text",
  int: "a whole number",
  bool: "true or false",
  "[]string": "a list of texts",
  "[]object": "a list of objects",
  map: "an object",
  json: "an object, or JSON as text",
  object: "an object with the members of the setting",
};

function hasType(info: SettingInfo, value: unknown): boolean {
  switch (info.type) {
    case "string":
      return typeof value === "string";
    case "int":
      return Number.isSafeInteger(value);
    case "bool":
      return typeof value === "boolean";
    case "[]string":
      return Array.isArray(value) && value.every((element) => typeof element === "string");
    case "json":
      return isRecord(value) || typeof value === "string";
    case "map":
      return isRecord(value);
    case "[]object":
    case "object":
      return false;
  }
}

function checkList(info: SettingInfo, value: unknown): SettingIssue | undefined {
  if (info.type !== "[]string" || !Array.isArray(value)) return undefined;
  const list: readonly unknown[] = value;
  const spaced = list.find(
    (element) => typeof element === "string" && (element === "" || /\s/.test(element)),
  );
  if (list.length > 0 && spaced === undefined) return undefined;
  return {
    kind: SETTING_PROBLEMS.notExpressible,
    path: info.path,
    message:
      list.length === 0
        ? `${info.path} is [], an empty list`
        : `${info.path} has the element ${shown(info, spaced)}, which is empty or has a space`,
    expected: "a list with at least one element, each without spaces",
  };
}

function checkLimit(info: SettingInfo, value: unknown): SettingIssue | undefined {
  const { limit } = info;
  if (!limit || isReference(value) || isWithin(limit, value)) return undefined;
  return {
    kind: SETTING_PROBLEMS.outOfRange,
    path: info.path,
    message: `${info.path} is ${shown(info, value)}`,
    expected: describeLimit(limit),
  };
}

/** Whether a text stands for a value that is known later. */
function isReference(value: unknown): boolean {
  return typeof value === "string" && /\$[({]/.test(value);
}

function isWithin(limit: SettingLimit, value: unknown): boolean {
  if (limit.oneOf && !limit.oneOf.some((accepted) => accepted === value)) return false;
  if (typeof value === "number") {
    if (value === limit.orExactly) return true;
    return value >= (limit.min ?? -Infinity) && value <= (limit.max ?? Infinity);
  }
  if (Array.isArray(value)) return value.length <= (limit.maxLength ?? Infinity);
  if (typeof value !== "string") return true;
  const bytes = Buffer.byteLength(value);
  if (value !== "" && bytes < (limit.minLength ?? 0)) return false;
  return bytes <= (limit.maxLength ?? Infinity) && (limit.pattern?.test(value) ?? true);
}

function describeLimit(limit: SettingLimit): string {
  if (limit.oneOf) return `one of ${limit.oneOf.map((value) => JSON.stringify(value)).join(", ")}`;
  if (limit.looksLike !== undefined) return limit.looksLike;
  if (limit.minLength !== undefined) return `empty, or at least ${limit.minLength} bytes`;
  if (limit.maxLength !== undefined) return `at most ${limit.maxLength} bytes or elements`;
  const exactly = limit.orExactly === undefined ? "" : `${limit.orExactly}, or `;
  return limit.max === undefined
    ? `${exactly}${limit.min ?? 0} or more`
    : `${limit.min ?? 0} to ${limit.max}`;
}

/** A value for a message, short; never a secret. */
function shown(info: SettingInfo, value: unknown): string {
  if (info.secret) return "(hidden)";
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function describeType(value: unknown): string {
  if (value === null) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  if (typeof value === "string") return "a text";
  if (typeof value === "boolean") return "true or false";
  return Number.isInteger(value) ? "a whole number" : "a number";
}

function quotingFix(info: SettingInfo, value: unknown): string | undefined {
  if (info.secret) return undefined;
  if (info.type === "string" && (typeof value === "number" || typeof value === "boolean")) {
    return `write it in quotes: "${String(value)}"`;
  }
  const bare = typeof value === "string" && /^(true|false|-?\d+)$/.test(value);
  return bare && (info.type === "bool" || info.type === "int")
    ? `write it without quotes: ${value}`
    : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
