import { stableId } from "./names";
import type { RealmExecution, RealmFlow } from "./representation";

type Requirement = RealmExecution["requirement"];

/** A flow of the realm. Those that exist are never changed: another flow has another name. */
export function flow(
  realm: string,
  alias: string,
  description: string,
  topLevel: boolean,
  authenticationExecutions: readonly RealmExecution[],
): RealmFlow {
  return {
    id: stableId(realm, "flow", alias),
    alias,
    description,
    providerId: "basic-flow",
    topLevel,
    builtIn: false,
    authenticationExecutions,
  };
}

/** One step of a flow. */
export function execution(authenticator: string, requirement: Requirement, priority: number): RealmExecution {
  return { requirement, priority, userSetupAllowed: false, authenticatorFlow: false, authenticator };
}

/** A flow as a step of another. */
export function partFlow(flowAlias: string, requirement: Requirement, priority: number): RealmExecution {
  return { requirement, priority, userSetupAllowed: false, authenticatorFlow: true, flowAlias };
}
