import type { AdminClient } from "./admin-client";
import { inParallel } from "./in-parallel";
import type { Person } from "./person";
import type { ReadinessFacts } from "./readiness";
import { ADMINISTRATORS, ROSTER_GROUP, type RealmState, type UserRepresentation } from "./realm-state";

export interface ReadOptions {
  /** Requests at once. */
  readonly atOnce: number;
  readonly onProgress?: (done: number, total: number) => void;
}

interface Named {
  readonly id: string;
  readonly name: string;
  readonly attributes?: Readonly<Record<string, readonly string[]>>;
}

export interface ReadRealmOptions extends ReadOptions {
  /** Groups of the roster that it need not name any more. @default [] */
  readonly rosterGroups?: readonly string[];
}

/** What a plan for these people needs to know. Credentials are asked for one user at a time: there is no other way. */
export async function readRealm(
  client: AdminClient,
  people: readonly Person[],
  options: ReadRealmOptions,
): Promise<RealmState> {
  const users = await readUsers(client);
  const found = await listGroups(client);
  const groups = idsOf(found);
  const made = found.filter(({ attributes }) => attributes?.[ROSTER_GROUP] !== undefined);
  const rosterGroups = new Set([...made.map(({ name }) => name), ...(options.rosterGroups ?? [])]);
  const wanted = new Set([...people.flatMap((person) => person.groups), ...rosterGroups, ADMINISTRATORS]);
  const named = [...wanted].filter((name) => groups.has(name));
  const wanting = new Set(
    people.filter(({ offline }) => offline.some((way) => way !== "totp")).map(({ username }) => username),
  );
  const asked = users.filter(
    ({ username, federationLink }) => federationLink === undefined && wanting.has(username),
  );
  return {
    users,
    groups,
    rosterGroups,
    members: await readEach(named, options, async (name) => readMembers(client, groups.get(name) ?? "")),
    credentials: await readEach(
      asked.map(({ id }) => id),
      options,
      (id) => readCredentials(client, id),
    ),
  };
}

/** What a readiness report needs to know: of these people (lower-case names), or of everybody. */
export async function readReadiness(
  client: AdminClient,
  names: readonly string[] | undefined,
  options: ReadOptions,
): Promise<ReadinessFacts> {
  const realm = await client.get<{ readonly verifyEmail?: boolean }>("");
  const providers = await client.get<readonly { readonly alias: string }[]>("identity-provider/instances");
  const users = await readUsers(client);
  const wanted = names && new Set(names);
  const ids = users
    .filter(({ username, federationLink }) => federationLink === undefined && (wanted?.has(username) ?? true))
    .map(({ id }) => id);
  return {
    users,
    groups: new Map(),
    rosterGroups: new Set(),
    members: new Map(),
    credentials: await readEach(ids, options, (id) => readCredentials(client, id)),
    links: providers.length === 0 ? new Map() : await readEach(ids, options, (id) => readLinks(client, id)),
    providers: providers.map(({ alias }) => alias),
    verifiesEmail: realm.verifyEmail ?? false,
  };
}

/** Top-level groups by name. */
export async function readGroups(client: AdminClient): Promise<ReadonlyMap<string, string>> {
  return idsOf(await listGroups(client));
}

function listGroups(client: AdminClient): Promise<readonly Named[]> {
  return client.list<Named>("groups", { briefRepresentation: "false" });
}

function idsOf(groups: readonly Named[]): ReadonlyMap<string, string> {
  return new Map(groups.map(({ name, id }) => [name, id]));
}

function readUsers(client: AdminClient): Promise<readonly UserRepresentation[]> {
  return client.list<UserRepresentation>("users", { briefRepresentation: "false" });
}

async function readMembers(client: AdminClient, group: string): Promise<ReadonlySet<string>> {
  const members = await client.list<{ readonly id: string }>(`groups/${group}/members`, {
    briefRepresentation: "true",
  });
  return new Set(members.map(({ id }) => id));
}

async function readCredentials(client: AdminClient, user: string): Promise<readonly string[]> {
  const credentials = await client.get<readonly { readonly type: string }[]>(`users/${user}/credentials`);
  return credentials.map(({ type }) => type);
}

async function readLinks(client: AdminClient, user: string): Promise<readonly string[]> {
  const links = await client.get<readonly { readonly identityProvider: string }[]>(
    `users/${user}/federated-identity`,
  );
  return links.map(({ identityProvider }) => identityProvider);
}

async function readEach<V>(
  keys: readonly string[],
  { atOnce, onProgress }: ReadOptions,
  read: (key: string) => Promise<V>,
): Promise<ReadonlyMap<string, V>> {
  const values = new Map<string, V>();
  await inParallel(keys, atOnce, async (key) => {
    values.set(key, await read(key));
    onProgress?.(values.size, keys.length);
  });
  return values;
}
