import { Construct } from "constructs";
import { Connections, type IConnectable } from "../../kubernetes/connections";
import type { INamespace } from "../../kubernetes/namespace";
import { refuse } from "../../kubernetes/problems";
import type { IMattermostFeature, MattermostFeatureConfig } from "../mattermost-feature";
import type { IMattermostServer } from "../mattermost-reference";
import type { SetupStep } from "../setup/setup-contribution";
import { SetupSecret } from "../setup/setup-secret";
import type { CallbackTarget, IntegrationsDeclaration } from "./declaration";
import { integrationSteps, secretNames } from "./integration-steps";
import { INTEGRATION_PROBLEMS } from "./problems";

export interface IntegrationsProps extends IntegrationsDeclaration {
  readonly namespace: INamespace;
}

/**
 * Bots, webhooks, slash commands and OAuth applications, made over the API by the setup. What they obtain ends in
 * Secrets `integration-<name>`; whom the servers call for them is in the policies and in the list of private hosts.
 */
export class Integrations extends Construct implements IMattermostFeature {
  public readonly featureName = "integrations";
  private readonly secrets: ReadonlyMap<string, SetupSecret>;

  private readonly props: IntegrationsProps;

  public constructor(scope: Construct, id: string, props: IntegrationsProps) {
    super(scope, id);
    this.props = props;
    const { namespace } = props;
    this.secrets = new Map(
      secretNames(props).map((name) => [name, new SetupSecret(this, name, { namespace, name })]),
    );
  }

  /** The Secret that an integration's values end in. */
  public secret(name: string): SetupSecret | undefined {
    return this.secrets.get(name);
  }

  public bind(server: IMattermostServer): MattermostFeatureConfig {
    const { bots, commands, incomingWebhooks, oauthApps, outgoingWebhooks } = this.props;
    const targets = [...commands, ...outgoingWebhooks].map(({ target }) => target);
    const { host, port } = server.mattermost;
    const steps: readonly SetupStep[] = integrationSteps(this.props, {
      base: `http://${host}:${port}`,
      output: (secret, key) => ({ secret: this.secretOf(secret), key }),
      address: (target) => addressOf(target),
    });
    return {
      settings: {
        ServiceSettings: {
          ...(bots.length > 0 && { EnableBotAccountCreation: true }),
          EnableIncomingWebhooks: incomingWebhooks.length > 0,
          EnableOutgoingWebhooks: outgoingWebhooks.length > 0,
          EnableCommands: true,
          EnableOAuthServiceProvider: oauthApps.length > 0,
        },
      },
      internalHosts: targets.flatMap((target) => this.internalHost(target) ?? []),
      reaches: this.peers(targets).map((peer) => ({ peer, why: "callbacks of integrations" })),
      setup: { name: this.featureName, steps },
    };
  }

  private secretOf(name: string): SetupSecret {
    const secret = this.secrets.get(name);
    if (!secret) throw new Error(`no Secret ${name}`);
    return secret;
  }

  private internalHost(target: CallbackTarget): string | undefined {
    if (target.kind === "service") return target.service.host;
    return target.privateAddress ? this.url(target.url).hostname : undefined;
  }

  /** Whom the servers call, each once. */
  private peers(targets: readonly CallbackTarget[]): readonly IConnectable[] {
    const services = new Set(targets.flatMap((each) => (each.kind === "service" ? [each.service] : [])));
    const origins = new Map(
      targets.flatMap((each) => (each.kind === "url" ? [[this.url(each.url).origin, each] as const] : [])),
    );
    const outside = [...origins].map(([origin, { url }]) => {
      const { hostname, port, protocol } = this.url(url);
      const number = port === "" ? (protocol === "https:" ? 443 : 80) : Number(port);
      const ports = [{ name: "callback", port: number }];
      return new Connections(this, origin, { name: hostname, ports });
    });
    return [...services, ...outside];
  }

  private url(address: string): URL {
    const parsed = URL.canParse(address) ? new URL(address) : undefined;
    if (parsed && /^https?:$/.test(parsed.protocol) && parsed.username + parsed.password === "")
      return parsed;
    return refuse(this, INTEGRATION_PROBLEMS.address, {
      message: `a callback goes to "${address.replace(/\/\/[^/@]*@/, "//(hidden)@")}"`,
      expected: "an address such as https://weather.outpost.example/hook",
    });
  }
}

function addressOf(target: CallbackTarget): string {
  if (target.kind === "url") return target.url;
  return `http://${target.service.host}:${target.service.port}${target.path}`;
}
