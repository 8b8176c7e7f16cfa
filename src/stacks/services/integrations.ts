import type { Construct } from "constructs";
import type { INamespace } from "../../constructs/kubernetes/namespace";
import type { EnvValue } from "../../constructs/kubernetes/pod";
import { Secret } from "../../constructs/kubernetes/secret";
import type { CallbackTarget } from "../../constructs/mattermost/integrations/declaration";
import { IntegrationService } from "../../constructs/mattermost/integrations/integration-service";
import { Integrations } from "../../constructs/mattermost/integrations/integrations";
import type { IMattermostServer } from "../../constructs/mattermost/mattermost-reference";
import type { Workload } from "../../constructs/kubernetes/workload";
import { isInside } from "../../site/addresses";
import type { Site } from "../../site/site";
import type { SiteIntegrationService, SiteIntegrationTarget } from "../../site/site-integrations";

/** Integrations of a site: the feature of the servers, and the services beside them. */
export interface SiteIntegrationParts {
  readonly feature: Integrations;
  /** Services start when the setup has written what they read. */
  readonly connect: (server: IMattermostServer, setup: Workload) => void;
}

/** Bots, webhooks, commands, applications and services that the site declares; undefined when it declares none. */
export function integrationsOf(
  scope: Construct,
  site: Site,
  namespace: INamespace,
): SiteIntegrationParts | undefined {
  const { integrations } = site;
  if (!integrations) return undefined;
  const services = new Map(
    integrations.services.map((service) => [service.name, serviceOf(scope, service, namespace)]),
  );
  const callable = (target: SiteIntegrationTarget): CallbackTarget => {
    if (target.kind === "url") return { ...target, privateAddress: isInside(site, target.url) };
    const service = services.get(target.service);
    if (!service) throw new Error(`no service ${target.service}`);
    return { kind: "service", service, path: target.path };
  };
  const feature = new Integrations(scope, "Integrations", {
    ...integrations,
    namespace,
    commands: integrations.commands.map((each) => ({ ...each, target: callable(each.target) })),
    outgoingWebhooks: integrations.outgoingWebhooks.map((each) => ({
      ...each,
      target: callable(each.target),
    })),
  });
  return {
    feature,
    connect: (server, setup) => {
      for (const service of services.values()) {
        service.connections.allowTo(server, "posts and commands of an integration");
        service.node.addDependency(setup);
      }
    },
  };
}

function serviceOf(
  scope: Construct,
  service: SiteIntegrationService,
  namespace: INamespace,
): IntegrationService {
  const env = Object.entries(service.env).map(([name, value]): [string, EnvValue] => {
    if (typeof value === "string") return [name, value];
    const secret = Secret.fromName(scope, `${service.name}-${name}`, { name: value.secret });
    return [name, { secret: secret.key(value.key) }];
  });
  return new IntegrationService(scope, `Service-${service.name}`, {
    ...service,
    namespace,
    env: Object.fromEntries(env),
  });
}
