import { referenceJson } from "../support/reference";
import { list, podsOf, type Json } from "../support/terraform-json";
import { isRecord } from "../support/terraform-type";
import { evaluated } from "./releases";

interface ConfigKeys {
  readonly keys: readonly { readonly env: string; readonly type: string; readonly env_settable: boolean }[];
  readonly special_env: readonly { readonly env: string }[];
}

interface PluginFacts {
  readonly plugins: readonly {
    readonly id: string;
    readonly settings: readonly { readonly env: string }[];
    readonly envOnly?: readonly { readonly env: string }[];
  }[];
}

/**
 * What the server would ignore, misread or die of in the `MM_*` variables of a stack's pods, one line each; the server
 * itself says nothing of most of it.
 */
export function mattermostVariableProblems(stack: Json): readonly string[] {
  const keys = referenceJson("mattermost", "config-keys.json") as ConfigKeys;
  const settings = new Map(keys.keys.map((key) => [key.env, key]));
  const others = new Set([...keys.special_env.map(({ env }) => env), ...callsVariables()]);
  return podsOf(stack).flatMap(({ owner, containers }) =>
    containers.flatMap((container) =>
      list(container.env).flatMap(({ name, value }) => {
        const variable = String(name);
        if (!variable.startsWith("MM_") || others.has(variable)) return [];
        const place = `${owner} ${variable}`;
        const setting = settings.get(variable);
        if (!setting) return [`${place}: the server has no such setting`];
        if (!setting.env_settable) return [`${place}: no variable can set it`];
        if (typeof value !== "string" || value.includes("$(")) return [];
        return fits(setting.type, evaluated(value)) ? [] : [`${place}: ${value} is no ${setting.type}`];
      }),
    ),
  );
}

/** What the Calls plugin reads; the documentation's list has names that it doesn't know. */
function callsVariables(): readonly string[] {
  const { plugins } = referenceJson("plugins", "settings.json") as PluginFacts;
  const calls = plugins.find(({ id }) => id === "com.mattermost.calls");
  return [...(calls?.settings ?? []), ...(calls?.envOnly ?? [])].map(({ env }) => env);
}

/** As the server parses: `strconv.ParseBool`, base ten, one space between elements, JSON. */
function fits(type: string, value: string): boolean {
  switch (type) {
    case "bool":
      return /^(1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/.test(value);
    case "int":
      return /^-?\d+$/.test(value);
    case "[]string":
      return value !== "" && value.split(" ").every((element) => element !== "");
    case "map":
      return isRecord(parsed(value));
    case "json":
      return parsed(value) !== undefined;
    case "string":
      return true;
    default:
      return false;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Variables named in `$(…)` that the same container does not define before: Kubernetes would leave the text as it is. */
export function unresolvedVariables(stack: Json): readonly string[] {
  return podsOf(stack).flatMap(({ owner, containers }) =>
    containers.flatMap((container) => {
      const known = new Set<string>();
      return list(container.env).flatMap(({ name, value }) => {
        const used = [
          ...(typeof value === "string" ? value : "").matchAll(/\$\(([A-Za-z_][A-Za-z0-9_]*)\)/g),
        ].map(([, used]) => used ?? "");
        const missing = used.filter((each) => !known.has(each));
        known.add(String(name));
        return missing.map((each) => `${owner} ${String(name)}: $(${each}) is not defined before it`);
      });
    }),
  );
}
