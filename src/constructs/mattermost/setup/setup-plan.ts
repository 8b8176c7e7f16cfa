import type { ISecret } from "../../kubernetes/secret";
import type { SetupOutput } from "./integration-steps";
import type { SetupContribution, SetupStep } from "./setup-contribution";

export interface SetupPlanOptions {
  readonly contributions: readonly SetupContribution[];
  /** Address of the servers inside the cluster. */
  readonly server: string;
  readonly namespace: string;
  /** Secret that the program remembers in. */
  readonly memory: ISecret;
  /** Host of the site, for the e-mail addresses that bots must have and nobody writes to. */
  readonly domain: string;
}

/** Name of the bot that does the work. */
export const SETUP_ACCOUNT = "holdfast-setup";

/** The plan as the program reads it. Values of Secrets are file names below the folder of the secrets. */
export function setupPlan(options: SetupPlanOptions): string {
  const { contributions, domain, memory, namespace, server } = options;
  const secrets = contributions.flatMap(({ name, secrets: own = {} }) =>
    Object.entries(own).map(
      ([key, value]) => [`${name}/${key}`, `${value.secret.secretName}/${value.key}`] as const,
    ),
  );
  const plan = {
    server,
    namespace,
    memory: memory.secretName,
    account: { username: SETUP_ACCOUNT, domain },
    secrets: Object.fromEntries(secrets),
    contributions: contributions.map(({ name, steps }) => ({ name, steps: steps.map(plainStep) })),
  };
  return `${JSON.stringify(plan, undefined, 2)}\n`;
}

/** What a step writes into Secrets. */
export function outputsOf(step: SetupStep): readonly SetupOutput[] {
  switch (step.kind) {
    case "bot":
      return step.token ? [step.token] : [];
    case "incoming-webhook":
      return [step.url];
    case "outgoing-webhook":
    case "command":
      return [step.token];
    case "oauth-app":
      return [step.clientId, step.clientSecret];
    default:
      return [];
  }
}

/** Every output of all steps. */
export function allOutputs(contributions: readonly SetupContribution[]): readonly SetupOutput[] {
  return contributions.flatMap(({ steps }) => steps.flatMap(outputsOf));
}

/** The step with names where it has Secrets. */
function plainStep(step: SetupStep): object {
  const outputs = new Set<unknown>(outputsOf(step));
  return Object.fromEntries(
    Object.entries(step).map(([key, value]: [string, unknown]) => [
      key,
      outputs.has(value) ? plainOutput(value as SetupOutput) : value,
    ]),
  );
}

function plainOutput({ secret, key }: SetupOutput): object {
  return { secret: secret.secretName, key };
}
