import { Construct } from "constructs";
import { HOSTED_PUSH_PROXIES } from "../../../catalog/push-hosts";
import { Connections } from "../../kubernetes/connections";
import { refuse } from "../../kubernetes/problems";
import { PUSH_PROBLEMS } from "../../push/problems";
import type { IPushProxy } from "../../push/push-proxy";
import type { LicenceTier } from "../licence";
import type { IMattermostFeature, MattermostFeatureConfig } from "../mattermost-feature";
import type { IMattermostServer } from "../mattermost-reference";

/** What passes through Apple and Google: a post's id only, or ever more of it. */
export type PushContents = "id_loaded" | "generic_no_channel" | "generic" | "full";

export interface PushNotificationsProps {
  /** The vendor's proxy of a region, for the apps of the stores; or one of your own, for your own apps. */
  readonly through: { readonly hosted: keyof typeof HOSTED_PUSH_PROXIES } | { readonly proxy: IPushProxy };
  /**
   * What a notification carries. With ids only, the app fetches the text from the server itself.
   * @default "id_loaded"
   */
  readonly contents?: PushContents;
  /** Notifications that may wait to be sent. @default 1000 */
  readonly buffer?: number;
  /** Networks of the vendor's proxy, CIDR notation. @default any address, on port 443 */
  readonly addresses?: readonly string[];
}

/**
 * Notifications to phones. Ids only leave the site unless somebody chooses otherwise. On a disconnected site they are
 * off, whatever is asked for: Apple and Google can't be reached, and messages would pile up.
 */
export class PushNotifications extends Construct implements IMattermostFeature {
  public readonly featureName = "push-notifications";
  private readonly props: PushNotificationsProps;

  public constructor(scope: Construct, id: string, props: PushNotificationsProps) {
    super(scope, id);
    this.props = props;
  }

  public bind(server: IMattermostServer): MattermostFeatureConfig {
    const { connectivity, licenceTier } = server.mattermost;
    if (connectivity === "disconnected") {
      return { settings: { EmailSettings: { SendPushNotifications: false, PushNotificationServer: "" } } };
    }
    this.check(server, licenceTier);
    const { through } = this.props;
    const own = "proxy" in through;
    return {
      settings: {
        EmailSettings: {
          SendPushNotifications: true,
          PushNotificationServer: own ? through.proxy.url : `https://${HOSTED_PUSH_PROXIES[through.hosted]}`,
          PushNotificationContents: this.contents(),
          PushNotificationBuffer: this.props.buffer ?? 1000,
        },
      },
      reaches: [
        {
          peer: own ? through.proxy : this.hosted(through.hosted),
          why: `push notifications (${this.contents()})`,
        },
      ],
    };
  }

  private contents(): PushContents {
    return this.props.contents ?? "id_loaded";
  }

  private hosted(region: keyof typeof HOSTED_PUSH_PROXIES): Connections {
    return new Connections(this, "Hosted", {
      name: HOSTED_PUSH_PROXIES[region],
      addresses: this.props.addresses,
      ports: [{ name: "https", port: 443 }],
    });
  }

  private check(server: IMattermostServer, tier: LicenceTier | undefined): void {
    if ("hosted" in this.props.through && tier === undefined) {
      refuse(server, PUSH_PROBLEMS.hostedWithoutLicence, {
        message: `the hosted proxy "${this.props.through.hosted}" is chosen without a licence`,
        expected: "a licence",
      });
    }
    if (this.contents() === "id_loaded" && !allowsIdLoaded(tier)) {
      refuse(server, PUSH_PROBLEMS.contents, {
        message: `contents are id_loaded with ${tier ? `a licence of the tier ${tier}` : "no licence"}`,
        expected: "a licence of the tier enterprise or advanced, or other contents",
      });
    }
  }
}

function allowsIdLoaded(tier: LicenceTier | undefined): boolean {
  return tier !== undefined && tier !== "professional";
}
