import { STORAGE_MAPPER, STORAGE_PROVIDER } from "./directory";
import type { Realm, RealmComponent, RealmFlow } from "./representation";
import { USER_PROFILE } from "./user-profile";

/** One object of a realm, made or brought up to date through the administration API. Paths start below the realm. */
export interface RealmStep {
  /** Where the object is when it exists; empty for the realm itself. */
  readonly at: string;
  /**
   * Where `at` is a list: a value by which the object stands in it. Keycloak gives parts of an imported flow ids of
   * its own, so they are known by what they run.
   */
  readonly listedAs?: string;
  /** Where it is made when it doesn't; absent for what Keycloak makes by itself. */
  readonly createAt?: string;
  /** Whether one that exists is replaced. */
  readonly updates: boolean;
  /** Whether Keycloak fills a new one with children of its own, which go before ours come. */
  readonly clearChildren?: boolean;
  readonly body: object;
}

/**
 * What brings an existing realm to the given state, in order. Nothing is removed, users are never touched, and a
 * second run changes nothing. Flows are made once: another flow has another name.
 */
export function realmSteps(realm: Realm): readonly RealmStep[] {
  return [
    { at: "", updates: true, body: settingsOf(realm) },
    ...profileStep(realm),
    ...realm.roles.realm.map((body) => named("roles", body.name, body, false)),
    ...realm.groups.map(({ name }) => ({
      at: `group-by-path/${encodeURIComponent(name)}`,
      createAt: "groups",
      updates: false,
      body: { name },
    })),
    ...realm.requiredActions.map((body) => ({
      at: `authentication/required-actions/${body.alias}`,
      updates: true,
      body,
    })),
    ...[...realm.authenticationFlows].reverse().flatMap((flow) => flowSteps(realm, flow)),
    { at: "", updates: true, body: { browserFlow: realm.browserFlow } },
    ...realm.identityProviders.map((body) => named("identity-provider/instances", body.alias, body, true)),
    ...realm.identityProviderMappers.map((body) =>
      named(`identity-provider/instances/${body.identityProviderAlias}/mappers`, body.id, body, true),
    ),
    ...(realm.components[STORAGE_PROVIDER] ?? []).flatMap((provider) => directorySteps(realm, provider)),
    ...realm.clients.map((body) => named("clients", body.id, body, true)),
  ];
}

/** Options of the realm without the objects in it, and without what names one of them. */
function settingsOf(realm: Realm): Readonly<Record<string, unknown>> {
  const objects = [
    "roles",
    "groups",
    "clients",
    "components",
    "authenticationFlows",
    "browserFlow",
    "requiredActions",
    "identityProviders",
    "identityProviderMappers",
  ];
  return Object.fromEntries(Object.entries(realm).filter(([name]) => !objects.includes(name)));
}

function named(folder: string, name: string, body: object, updates: boolean): RealmStep {
  return { at: `${folder}/${encodeURIComponent(name)}`, createAt: folder, updates, body: { ...body } };
}

function profileStep(realm: Realm): readonly RealmStep[] {
  const profile = realm.components[USER_PROFILE]?.[0]?.config["kc.user.profile.config"]?.[0];
  if (profile === undefined) return [];
  return [{ at: "users/profile", updates: true, body: JSON.parse(profile) as Record<string, unknown> }];
}

/** The flow first, then what it runs; a flow that exists is left as it is, and so is each of its parts. */
function flowSteps(realm: Realm, flow: RealmFlow): readonly RealmStep[] {
  const { authenticationExecutions, ...body } = flow;
  return [
    named("authentication/flows", flow.id, body, false),
    ...authenticationExecutions.map((execution, index) => {
      const id = partId(flow.id, index);
      const { flowAlias, requirement, priority, authenticatorFlow, authenticator } = execution;
      const flowId = realm.authenticationFlows.find(({ alias }) => alias === flowAlias)?.id;
      return {
        at: `authentication/flows/${encodeURIComponent(flow.alias)}/executions`,
        listedAs: authenticator ?? flowAlias,
        createAt: "authentication/executions",
        updates: false,
        body: { id, parentFlow: flow.id, requirement, priority, authenticatorFlow, authenticator, flowId },
      };
    }),
  ];
}

/** Id of a part of a flow, in the form of the flow's. */
function partId(flowId: string, index: number): string {
  return `${flowId.slice(0, -2)}${index.toString(16).padStart(2, "0")}`;
}

function directorySteps(realm: Realm, provider: RealmComponent): readonly RealmStep[] {
  const { subComponents, ...body } = provider;
  const mappers = subComponents?.[STORAGE_MAPPER] ?? [];
  return [
    {
      ...named(
        "components",
        provider.id,
        { ...body, parentId: realm.id, providerType: STORAGE_PROVIDER },
        true,
      ),
      clearChildren: true,
    },
    ...mappers.map((mapper) =>
      named(
        "components",
        mapper.id,
        { ...mapper, parentId: provider.id, providerType: STORAGE_MAPPER },
        true,
      ),
    ),
  ];
}
