import { problem, type Occurrence } from "../../../errors/catalogue";
import type { Problem } from "../../../errors/problem";
import { SETUP_PROBLEMS } from "./problems";
import type { SetupContribution, SetupStep } from "./setup-contribution";
import { allOutputs } from "./setup-plan";

type Finding = Omit<Occurrence, "path">;

/** What is wrong with the contributions, all at once. `path` is the setup's in the construct tree. */
export function checkContributions(
  contributions: readonly SetupContribution[],
  path: string,
): readonly Problem[] {
  const at = (kind: keyof typeof SETUP_PROBLEMS, finding: Finding): Problem =>
    problem(SETUP_PROBLEMS[kind], { path, ...finding });
  const outputs = allOutputs(contributions).map(({ secret, key }) => `${key} of ${secret.secretName}`);
  return [
    ...repeated(contributions.map(({ name }) => name)).map((name) =>
      at("repeated", { message: `the contribution ${name} comes twice`, expected: "one of a name" }),
    ),
    ...contributions.flatMap(({ name, steps }) =>
      repeated(steps.map(({ id }) => id)).map((id) =>
        at("repeated", { message: `${name} has two steps ${id}`, expected: "one of an id" }),
      ),
    ),
    ...contributions.flatMap(({ name, steps, secrets = {} }) =>
      [...new Set(referencesIn(steps))]
        .filter((reference) => !(reference in secrets))
        .map((reference) =>
          at("unknownSecret", {
            message: `${name} refers to the secret ${reference}`,
            expected: `one of ${Object.keys(secrets).join(", ") || "none: it has no secrets"}`,
          }),
        ),
    ),
    ...contributions.flatMap(({ name, steps }) =>
      steps.flatMap((step) =>
        routesOf(step)
          .filter((route) => !/^\/(api|plugins)\/[^\s]+$/.test(route))
          .map((route) =>
            at("route", {
              message: `${name}/${step.id} goes to "${route}"`,
              expected: "a path that begins with /api/ or /plugins/",
            }),
          ),
      ),
    ),
    ...repeated(outputs).map((output) =>
      at("sharedOutput", { message: `two steps write ${output}`, expected: "one step for a key" }),
    ),
  ];
}

function repeated(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) < index))];
}

function routesOf(step: SetupStep): readonly string[] {
  if (step.kind === "document") {
    const calls = (step.whenChanged ?? []).map(({ call }) => call.path);
    return [step.read, step.write.path, ...calls];
  }
  return step.kind === "collection" ? [step.list, step.create.path, step.update.path] : [];
}

/** Names under `$secret`, wherever they stand. */
function referencesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (typeof value !== "object" || value === null || "secretName" in value) return [];
  if ("$secret" in value && typeof value.$secret === "string") return [value.$secret];
  return Object.values(value).flatMap(referencesIn);
}
