import assert from "node:assert/strict";
import { realmSteps } from "../../../../src/constructs/identity/realm/realm-steps";
import type { Realm } from "../../../../src/constructs/identity/realm/representation";
import type { AdminClient } from "../../../../src/users/admin-client";

/** Applies a realm to the one that exists by the steps of the site's job; returns what it had to make. */
export async function applyAgain(
  admin: AdminClient,
  realm: Realm,
  secrets: Readonly<Record<string, string>>,
  chosen: (path: string) => boolean,
): Promise<readonly string[]> {
  const made: string[] = [];
  for (const { at, createAt, updates, body, listedAs } of realmSteps(realm).filter((step) =>
    chosen(step.at),
  )) {
    const filled = fill(body, secrets);
    if (at === "") {
      // The job's program merges: what isn't named stays.
      await admin.call("PUT", "", { ...(await admin.get<object>("")), ...filled });
      continue;
    }
    const found = createAt === undefined ? undefined : await admin.call("GET", at);
    const listed = listedAs === undefined || JSON.stringify(found?.body).includes(`:"${listedAs}"`);
    const there = found === undefined || (found.status === 200 && listed);
    if (there && !updates) continue;
    const { status } = await admin.call(there ? "PUT" : "POST", there ? at : (createAt ?? at), filled);
    assert.ok(status < 300, `${at}: ${status}`);
    if (!there) made.push(at);
  }
  return made;
}

/** Brings a realm back to Keycloak's own flow of sign-in, as a realm of before has it. */
export async function withoutFlow(admin: AdminClient, alias: string): Promise<void> {
  await admin.call("PUT", "", { ...(await admin.get<object>("")), browserFlow: "browser" });
  const flows =
    await admin.get<readonly { readonly id: string; readonly alias: string }[]>("authentication/flows");
  const { id = "" } = flows.find((flow) => flow.alias === alias) ?? {};
  assert.equal((await admin.call("DELETE", `authentication/flows/${id}`)).status, 204);
}

/** Everything of the realm but its users, in an order that is always the same. */
export async function everything(admin: AdminClient): Promise<unknown> {
  const query = "exportClients=true&exportGroupsAndRoles=true";
  const { status, body } = await admin.call("POST", `partial-export?${query}`);
  assert.equal(status, 200);
  return sorted(body);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, one]) => [key, sorted(one)]));
}

function fill(body: object, secrets: Readonly<Record<string, string>>): object {
  const text = Object.entries(secrets).reduce(
    (filled, [name, secret]) => filled.replaceAll(`\${${name}}`, secret),
    JSON.stringify(body),
  );
  return JSON.parse(text) as object;
}
