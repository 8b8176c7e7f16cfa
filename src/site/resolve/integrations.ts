import type { SiteIntegrations, SiteIntegrationTarget } from "../site-integrations";
import type { SiteSpec } from "../spec";
import type { Ledger } from "./ledger";

type Spec = NonNullable<SiteSpec["integrations"]>;

/** User of images that are made to run without rights. */
const UNPRIVILEGED = 65_532;

const SERVICE_RESOURCES = { cpu: "100m", memory: "128Mi" } as const;

/** What people, programs and services do with the servers, with every default applied. */
export function resolveIntegrations(spec: SiteSpec, ledger: Ledger): SiteIntegrations | undefined {
  const { integrations } = spec;
  if (!integrations) {
    ledger.absent("integrations", "no bots, webhooks, commands or services of one's own");
    return undefined;
  }
  return {
    teams: (integrations.teams ?? []).map(({ name, displayName, open }) => ({
      name,
      displayName: displayName ?? name,
      open: open ?? false,
    })),
    channels: (integrations.channels ?? []).map((each) => ({
      channel: each.channel,
      displayName: each.displayName ?? each.channel.split("/")[1] ?? each.channel,
      private: each.private ?? true,
    })),
    bots: (integrations.bots ?? []).map((bot) => ({
      username: bot.username,
      displayName: bot.displayName ?? bot.username,
      description: bot.description ?? "",
      teams: bot.teams ?? [],
      channels: bot.channels ?? [],
    })),
    incomingWebhooks: (integrations.incomingWebhooks ?? []).map((hook) => ({
      ...hook,
      description: hook.description ?? "",
    })),
    outgoingWebhooks: (integrations.outgoingWebhooks ?? []).map((hook) => ({
      name: hook.name,
      team: hook.team,
      channel: hook.channel,
      triggerWords: hook.triggerWords,
      description: hook.description ?? "",
      target: targetOf(hook),
    })),
    commands: (integrations.commands ?? []).map((command) => ({
      trigger: command.trigger,
      team: command.team,
      description: command.description ?? "",
      hint: command.hint ?? "",
      target: targetOf(command),
    })),
    oauthApps: (integrations.oauthApps ?? []).map((app) => ({
      ...app,
      trusted: app.trusted ?? false,
      description: app.description ?? "",
    })),
    services: (integrations.services ?? []).map((service, index) => ({
      ...service,
      replicas: ledger.chosen(`integrations.services[${index}].replicas`, service.replicas, {
        value: 1,
        reason: "one pod",
      }),
      resources: service.resources ?? SERVICE_RESOURCES,
      uid: service.uid ?? UNPRIVILEGED,
      env: service.env ?? {},
      reaches: (service.reaches ?? []).map((each) => ({ ...each, port: each.port ?? 443 })),
    })),
  };
}

function targetOf({
  service,
  path,
  url,
}: Pick<NonNullable<Spec["commands"]>[number], "service" | "path" | "url">): SiteIntegrationTarget {
  return service === undefined
    ? { kind: "url", url: url ?? "" }
    : { kind: "service", service, path: path ?? "/" };
}
