import { problem } from "../errors/catalogue";
import { ProblemError, type Problem } from "../errors/problem";
import { wordsOf, type AdminAnswer, type AdminClient } from "./admin-client";
import { inParallel } from "./in-parallel";
import type { Creation, Plan, Update } from "./plan";
import { USER_PROBLEMS } from "./problems";
import { readGroups } from "./realm-reader";
import { ROSTER_GROUP, type UserRepresentation } from "./realm-state";

export interface ApplyOptions {
  /** One-time passwords by user name, already on disk: a kill must not lose one that Keycloak knows. */
  readonly passwords: ReadonlyMap<string, string>;
  /** Requests at once. */
  readonly atOnce: number;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface Applied {
  readonly groups: number;
  readonly created: number;
  readonly updated: number;
  readonly disabled: number;
  /** What Keycloak refused, by user. */
  readonly problems: readonly Problem[];
}

/**
 * Does what a plan says, and deletes nobody. Whoever is new is made in one request with everything, so that a kill
 * at any point leaves nobody half-made; the same command then goes on. What Keycloak refuses for one person does not
 * stop the others; that Keycloak is out of reach does.
 */
export async function applyPlan(plan: Plan, client: AdminClient, options: ApplyOptions): Promise<Applied> {
  const counts = { groups: 0, created: 0, updated: 0, disabled: 0 };
  const problems: Problem[] = [];
  for (const name of plan.groups) {
    accept(name, await client.call("POST", "groups", rosterGroup(name)), [201, 409]);
    counts.groups += 1;
  }
  const groups =
    plan.groups.length > 0 || plan.updates.length > 0 ? await readGroups(client) : new Map<string, string>();
  const disabled = plan.disablesMissing ? plan.missing : [];
  const steps = [
    ...plan.creations.map((creation) => ({
      kind: "created" as const,
      username: creation.person.username,
      run: () => create(creation, client, options),
    })),
    ...plan.updates.map((update) => ({
      kind: "updated" as const,
      username: update.person.username,
      run: () => change(update, client, groups, options),
    })),
    ...disabled.map((user) => ({
      kind: "disabled" as const,
      username: user.username,
      run: () => disable(user, client),
    })),
  ];
  let done = 0;
  await inParallel(steps, options.atOnce, async ({ kind, username, run }) => {
    const refusal = await run();
    if (refusal === undefined) counts[kind] += 1;
    else problems.push(refused(username, refusal));
    done += 1;
    options.onProgress?.(done, steps.length);
  });
  return { ...counts, problems: problems.sort((a, b) => (a.path < b.path ? -1 : 1)) };
}

/** Undefined when it is done, else what Keycloak answered. */
type Refusal = AdminAnswer | undefined;

async function create(
  { person, requiredActions, password }: Creation,
  client: AdminClient,
  options: ApplyOptions,
): Promise<Refusal> {
  const { username, email, firstName, lastName, groups } = person;
  const answer = await client.call("POST", "users", {
    username,
    email,
    firstName,
    lastName,
    enabled: true,
    emailVerified: true,
    requiredActions,
    groups: groups.map((group) => `/${group}`),
    ...(password && { credentials: [credential(username, options)] }),
  });
  if (answer.status === 201) return undefined;
  // An answer that got lost, and the request sent again.
  if (answer.status === 409 && (await exists(person.username, person.email, client))) return undefined;
  return answer;
}

async function exists(username: string, email: string, client: AdminClient): Promise<boolean> {
  const found = await client.get<readonly UserRepresentation[]>("users", { username, exact: "true" });
  return found.some((user) => user.username === username && user.email === email);
}

async function change(
  { person, user, fields, requiredActions, password, groups: joins, leaves }: Update,
  client: AdminClient,
  groups: ReadonlyMap<string, string>,
  options: ApplyOptions,
): Promise<Refusal> {
  if (password) {
    const answer = await client.call(
      "PUT",
      `users/${user.id}/reset-password`,
      credential(person.username, options),
    );
    if (answer.status !== 204) return answer;
  }
  if (fields.length > 0 || requiredActions.length > 0) {
    const answer = await client.call("PUT", `users/${user.id}`, {
      ...user,
      ...Object.fromEntries(fields.map(({ field, to }) => [field, to])),
      requiredActions: [...new Set([...(user.requiredActions ?? []), ...requiredActions])].sort(),
    });
    if (answer.status !== 204) return answer;
  }
  for (const group of joins) {
    const answer = await client.call("PUT", `users/${user.id}/groups/${groups.get(group) ?? ""}`);
    if (answer.status !== 204) return answer;
  }
  for (const group of leaves) {
    const id = groups.get(group);
    // Somebody removed the group meanwhile: nobody is in it.
    if (id === undefined) continue;
    const answer = await client.call("DELETE", `users/${user.id}/groups/${id}`);
    if (answer.status !== 204) return answer;
  }
  return undefined;
}

function rosterGroup(name: string): object {
  return { name, attributes: { [ROSTER_GROUP]: ["true"] } };
}

async function disable(user: UserRepresentation, client: AdminClient): Promise<Refusal> {
  const answer = await client.call("PUT", `users/${user.id}`, { ...user, enabled: false });
  return answer.status === 204 ? undefined : answer;
}

function credential(username: string, { passwords }: ApplyOptions): object {
  const value = passwords.get(username);
  if (value === undefined) throw new Error(`no one-time password was made for ${username}`);
  return { type: "password", value, temporary: true };
}

function accept(name: string, answer: AdminAnswer, statuses: readonly number[]): void {
  if (!statuses.includes(answer.status)) throw new ProblemError([refused(name, answer)]);
}

function refused(name: string, { status, body }: AdminAnswer): Problem {
  return problem(USER_PROBLEMS.refused, {
    path: name,
    message: `Keycloak answers ${status} ${wordsOf(body)}`.trim(),
    expected: "a change that Keycloak accepts",
  });
}
