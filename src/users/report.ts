import { oneLine, plural } from "../cli/report";
import type { Applied } from "./apply";
import type { Creation, Plan, Update } from "./plan";
import { REASONS, type Readiness, type Reason } from "./readiness";

/** Most people of one kind that are named to a person; `--json` names all. */
const MAX_NAMED = 20;

/** A plan as a person reads it. */
export function planText(plan: Plan): string {
  const { groups, creations, updates, unchanged, missing, disablesMissing, spared } = plan;
  const { inDirectory, stayDisabled, stayInGroups } = plan;
  const gone = disablesMissing ? "to disable" : "would be disabled with --disable-missing";
  const lines = [
    ...named("+ group", groups),
    ...named("+", creations.map(creationLine)),
    ...named("~", updates.map(updateLine)),
    ...named(
      disablesMissing ? "-" : "?",
      missing.map(({ username }) => `${username} is not in the roster`),
    ),
    ...named(
      "=",
      spared.map((username) => `${username} is not in the roster and stays: an administrator, or kept`),
    ),
    ...named(
      "=",
      stayDisabled.map((username) => `${username} is disabled and stays so (--enable-listed)`),
    ),
    ...named(
      "?",
      stayInGroups.map(
        ({ username, groups: left }) =>
          `${username} would leave ${left.map((group) => `group ${group}`).join(", ")} (--leave-groups)`,
      ),
    ),
    ...named(
      "=",
      inDirectory.map((username) => `${username} comes from a directory and is left to it`),
    ),
    [
      `${creations.length} to create`,
      `${updates.length} to update`,
      `${unchanged.length} unchanged`,
      `${missing.length} ${gone}`,
      plural(groups.length, "new group"),
    ].join(", "),
  ];
  return `${lines.map(oneLineKept).join("\n")}\n`;
}

function creationLine({ person, requiredActions, password }: Creation): string {
  const parts = [
    ...person.groups.map((group) => `group ${group}`),
    ...(password ? ["one-time password"] : []),
    ...requiredActions,
  ];
  return [person.username, person.email, parts.join(", ")].filter((part) => part !== "").join("  ");
}

function updateLine({ person, fields, groups, leaves, requiredActions, password }: Update): string {
  const parts = [
    ...fields.map(({ field, from, to }) => `${field} ${JSON.stringify(from)} -> ${JSON.stringify(to)}`),
    ...groups.map((group) => `group ${group}`),
    ...leaves.map((group) => `leaves group ${group}`),
    ...(password ? ["one-time password"] : []),
    ...requiredActions,
  ];
  return `${person.username}  ${parts.join(", ")}`;
}

function named(sign: string, names: readonly string[]): readonly string[] {
  const shown = names.slice(0, MAX_NAMED).map((name) => `${sign} ${name}`);
  return names.length > MAX_NAMED ? [...shown, `${sign} … and ${names.length - MAX_NAMED} more`] : shown;
}

const oneLineKept = (line: string): string => oneLine(line);

/** The stable form of a plan for programs. */
export function planJson(plan: Plan): object {
  return {
    counts: {
      created: plan.creations.length,
      updated: plan.updates.length,
      unchanged: plan.unchanged.length,
      missing: plan.missing.length,
      inDirectory: plan.inDirectory.length,
      groups: plan.groups.length,
    },
    disablesMissing: plan.disablesMissing,
    groups: plan.groups,
    created: plan.creations.map(({ person, requiredActions, password }) => ({
      username: person.username,
      email: person.email,
      groups: person.groups,
      requiredActions,
      oneTimePassword: password,
    })),
    updated: plan.updates.map(({ person, fields, groups, leaves, requiredActions, password }) => ({
      username: person.username,
      fields,
      groups,
      leaves,
      requiredActions,
      oneTimePassword: password,
    })),
    missing: plan.missing.map(({ username }) => username),
    spared: plan.spared,
    inDirectory: plan.inDirectory,
    stayDisabled: plan.stayDisabled,
    stayInGroups: plan.stayInGroups,
  };
}

/** What was done, on one line. */
export function appliedText(
  { created, updated, disabled, groups, problems }: Applied,
  unchanged: number,
): string {
  const counts = [
    `${created} created`,
    `${updated} updated`,
    `${disabled} disabled`,
    `${unchanged} unchanged`,
    plural(groups, "new group"),
    ...(problems.length > 0 ? [`${problems.length} refused`] : []),
  ];
  return `${counts.join(", ")}\n`;
}

/** Who can't sign in offline, by reason. */
export function readinessText({ total, ready, inDirectory, notReady }: Readiness): string {
  const groups = (Object.keys(REASONS) as Reason[]).map((reason) => ({
    reason,
    names: notReady.filter(({ reasons }) => reasons.includes(reason)).map(({ username }) => username),
  }));
  const lines = groups
    .filter(({ names }) => names.length > 0)
    .flatMap(({ reason, names }) => [
      `${reason}: ${REASONS[reason]} (${names.length})`,
      ...named(" ", names),
    ]);
  const directory = inDirectory > 0 ? `, ${inDirectory} of them only while their directory answers` : "";
  return `${lines.map((line) => `${line}\n`).join("")}${ready} of ${total} can sign in offline${directory}\n`;
}

/** The stable form of the report for programs. */
export function readinessJson({ total, ready, inDirectory, notReady }: Readiness): object {
  return { total, ready, inDirectory, notReady };
}
