import type { SetupOutput } from "../setup/integration-steps";
import type { SetupStep } from "../setup/setup-contribution";
import type { CallbackTarget, IntegrationsDeclaration } from "./declaration";

export interface StepSurroundings {
  /** Address of the servers inside the cluster. */
  readonly base: string;
  readonly output: (secret: string, key: string) => SetupOutput;
  readonly address: (target: CallbackTarget) => string;
}

/** Secrets that the declared objects need, one each. */
export function secretNames(declared: IntegrationsDeclaration): readonly string[] {
  return [
    ...declared.bots.map(({ username }) => botSecret(username)),
    ...[...declared.incomingWebhooks, ...declared.outgoingWebhooks, ...declared.oauthApps].map(({ name }) =>
      objectSecret(name),
    ),
    ...declared.commands.map(({ trigger }) => commandSecret(trigger)),
  ];
}

/** The steps: what others stand in first. */
export function integrationSteps(
  declared: IntegrationsDeclaration,
  { base, output, address }: StepSurroundings,
): readonly SetupStep[] {
  return [
    ...declared.teams.map(({ name, ...team }): SetupStep => ({
      kind: "team",
      id: `team ${name}`,
      team: name,
      ...team,
    })),
    ...declared.channels.map((each): SetupStep => ({
      kind: "channel",
      id: `channel ${each.channel}`,
      ...each,
    })),
    ...declared.bots.map((bot): SetupStep => ({
      kind: "bot",
      id: `bot ${bot.username}`,
      ...bot,
      token: output(botSecret(bot.username), "token"),
    })),
    ...declared.incomingWebhooks.map(({ name, ...hook }): SetupStep => ({
      kind: "incoming-webhook",
      id: `incoming webhook ${name}`,
      displayName: name,
      ...hook,
      locked: true,
      url: output(objectSecret(name), "url"),
      base,
    })),
    ...declared.outgoingWebhooks.map(({ name, target, ...hook }): SetupStep => ({
      kind: "outgoing-webhook",
      id: `outgoing webhook ${name}`,
      displayName: name,
      ...hook,
      triggerWhen: "first-word",
      callbackUrls: [address(target)],
      contentType: "application/json",
      token: output(objectSecret(name), "token"),
    })),
    ...declared.commands.map(({ trigger, target, hint, ...command }): SetupStep => ({
      kind: "command",
      id: `command ${command.team} ${trigger}`,
      trigger,
      ...command,
      url: address(target),
      method: "POST",
      displayName: trigger,
      autocomplete: true,
      autocompleteHint: hint,
      token: output(commandSecret(trigger), "token"),
    })),
    ...declared.oauthApps.map((app): SetupStep => ({
      kind: "oauth-app",
      id: `application ${app.name}`,
      ...app,
      clientId: output(objectSecret(app.name), "client-id"),
      clientSecret: output(objectSecret(app.name), "client-secret"),
    })),
  ];
}

/** Names of Secrets have no dots in the middle of nowhere and no underscores. */
function botSecret(username: string): string {
  return `integration-${username.replace(/[._]/g, "-")}`;
}

function objectSecret(name: string): string {
  return `integration-${name}`;
}

function commandSecret(trigger: string): string {
  return `integration-command-${trigger.replaceAll("_", "-")}`;
}
