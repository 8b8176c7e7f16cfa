import { hostOf } from "../addresses";
import type { Site } from "../site";
import type { SiteIntegrations, SiteIntegrationTarget } from "../site-integrations";

/** A callback of a command or an outgoing webhook, and its place in the file. */
interface Callback {
  readonly path: string;
  readonly target: SiteIntegrationTarget;
}

/** Every callback of the site. */
export function callbacks({ integrations }: Site): readonly Callback[] {
  const of = (list: "commands" | "outgoingWebhooks"): readonly Callback[] =>
    (integrations?.[list] ?? []).map(({ target }, index) => ({
      path: `integrations.${list}[${index}]`,
      target,
    }));
  return [...of("commands"), ...of("outgoingWebhooks")];
}

interface WrittenTarget {
  readonly service?: string;
  readonly url?: string;
}

interface WrittenIntegrations {
  readonly commands?: readonly WrittenTarget[];
  readonly outgoingWebhooks?: readonly WrittenTarget[];
}

/** The same as the file has them, right or wrong. */
export function written(
  spec: WrittenIntegrations | undefined,
): readonly (WrittenTarget & { readonly path: string })[] {
  const of = (list: keyof WrittenIntegrations): readonly (WrittenTarget & { readonly path: string })[] =>
    (spec?.[list] ?? []).map((each, index) => ({ ...each, path: `integrations.${list}[${index}]` }));
  return [...of("commands"), ...of("outgoingWebhooks")];
}

interface Host {
  readonly path: string;
  readonly host: string;
}

/** Hosts that callbacks go to by address. */
export function callbackHosts(site: Site): readonly Host[] {
  return callbacks(site).flatMap(({ path, target }) =>
    target.kind === "url" && target.url !== "" ? [{ path: `${path}.url`, host: hostOf(target.url) }] : [],
  );
}

/** Hosts outside that services call. */
export function reachedHosts({ integrations }: Site): readonly Host[] {
  return (integrations?.services ?? []).flatMap(({ reaches }, index) =>
    reaches.map(({ host }, at) => ({ path: `integrations.services[${index}].reaches[${at}].host`, host })),
  );
}

/** What every integration writes under its name, and where the name stands. */
export function secretsOf(
  integrations: SiteIntegrations,
): readonly { readonly path: string; readonly name: string }[] {
  const named = (list: "incomingWebhooks" | "outgoingWebhooks" | "oauthApps") =>
    integrations[list].map(({ name }, index) => ({
      path: `integrations.${list}[${index}].name`,
      name: `integration-${name}`,
    }));
  return [
    ...integrations.bots.map(({ username }, index) => ({
      path: `integrations.bots[${index}].username`,
      name: `integration-${username.replace(/[._]/g, "-")}`,
    })),
    ...named("incomingWebhooks"),
    ...named("outgoingWebhooks"),
    ...named("oauthApps"),
    ...integrations.commands.map(({ trigger }, index) => ({
      path: `integrations.commands[${index}].trigger`,
      name: `integration-command-${trigger.replaceAll("_", "-")}`,
    })),
    ...integrations.services.map(({ name }, index) => ({
      path: `integrations.services[${index}].name`,
      name: `service ${name}`,
    })),
  ];
}
