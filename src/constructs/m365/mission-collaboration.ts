import { Construct } from "constructs";
import { lt } from "semver";
import { Connections } from "../kubernetes/connections";
import { refuse } from "../kubernetes/problems";
import { NATIONAL_CLOUDS } from "../../catalog/national-clouds";
import { ProblemError } from "../../errors/problem";
import { allowsCluster } from "../mattermost/licence";
import type { IMattermostFeature, MattermostFeatureConfig } from "../mattermost/mattermost-feature";
import type { IMattermostServer } from "../mattermost/mattermost-reference";
import type { IMissionCollaborationApp } from "./mission-collaboration-app";
import { M365_PROBLEMS } from "./problems";
import { siteUrlProblems } from "./teams-app";

export interface MissionCollaborationProps {
  readonly app: IMissionCollaborationApp;
  /** Tells people in their activity feed of Teams when somebody mentions them. @default true */
  readonly activityNotifications?: boolean;
  /** Further hosts that may show Mattermost in a frame, as `frame-ancestors` takes them. @default [] */
  readonly frameAncestors?: readonly string[];
  /**
   * Whether the server image is one of your own that has the plugin inside. Else a `PluginBundle` of the plugin's id,
   * with `codeOnly`, brings it.
   * @default false
   */
  readonly pluginInImage?: boolean;
  /** Networks of Microsoft's hosts, where a firewall knows them. @default any address, on port 443 */
  readonly addresses?: readonly string[];
}

const SECRET_VARIABLE = "HOLDFAST_M365_CLIENT_SECRET";
const OLDEST_SERVER = "10.7.1";

/**
 * Mattermost inside Teams, Outlook and Microsoft 365, by the vendor's plugin (Mission Collaboration for Microsoft 365).
 * The plugin is not in the server image: add it by a `PluginBundle` with the application's plugin id and `codeOnly`.
 * State and settings are this feature's.
 *
 * The plugin marks session cookies `Secure; SameSite=None`, so browsers need HTTPS all the way. Accounts are matched by
 * e-mail and never made here.
 */
export class MissionCollaboration extends Construct implements IMattermostFeature {
  public readonly featureName = "mission-collaboration";
  private readonly props: MissionCollaborationProps;

  public constructor(scope: Construct, id: string, props: MissionCollaborationProps) {
    super(scope, id);
    this.props = props;
  }

  public bind(server: IMattermostServer): MattermostFeatureConfig {
    this.check(server);
    const app = this.props.app.missionCollaboration;
    const { frameAncestors, graphHost, loginHost } = NATIONAL_CLOUDS[app.cloud];
    return {
      settings: {
        // Complete, since the plugin adds to it and saves; what an environment variable writes, it can't change.
        ServiceSettings: {
          FrameAncestors: [...frameAncestors, ...(this.props.frameAncestors ?? [])].join(" "),
        },
      },
      needsPlugins: (this.props.pluginInImage ?? false) ? [] : [app.pluginId],
      plugins: {
        [app.pluginId]: {
          enabled: true,
          settings: {
            m365_tenant_id: app.tenantId,
            m365_client_id: app.clientId,
            m365_client_secret: `$(${SECRET_VARIABLE})`,
            national_cloud: app.cloud,
            disable_user_activity_notifications: !(this.props.activityNotifications ?? true),
            app_id: app.teamsAppId,
            app_name: app.appName,
            app_version: app.appVersion,
          },
        },
      },
      env: { [SECRET_VARIABLE]: { secret: app.clientSecret } },
      reaches: [
        { peer: this.host("Login", loginHost), why: "keys and tokens of Microsoft 365" },
        { peer: this.host("Graph", graphHost), why: "activity notifications" },
      ],
    };
  }

  private host(id: string, name: string): Connections {
    const ports = [{ name: "https", port: 443 }];
    return new Connections(this, id, { name, addresses: this.props.addresses, ports });
  }

  private check(server: IMattermostServer): void {
    const { connectivity, edition, licenceTier, siteUrl, version } = server.mattermost;
    const { host } = this.props.app.missionCollaboration;
    const problems = siteUrlProblems(siteUrl, server.node.path);
    if (problems.length > 0) throw new ProblemError(problems);
    if (siteUrl !== `https://${host}`) {
      refuse(server, M365_PROBLEMS.siteUrl, {
        message: `siteUrl is "${siteUrl}", but the Entra application is for "${host}"`,
        expected: `https://${host}`,
      });
    }
    if (connectivity === "disconnected") {
      refuse(server, M365_PROBLEMS.disconnected, {
        message: "connectivity is disconnected",
        expected: "connected or intermittent",
      });
    }
    if (edition === "team" || !allowsCluster(licenceTier)) {
      refuse(server, M365_PROBLEMS.licence, {
        message: `the ${edition} edition has ${licenceTier ? `a licence of the tier ${licenceTier}` : "no licence"}`,
        expected: "a licence of the tier enterprise or advanced",
      });
    }
    if (lt(version, OLDEST_SERVER)) {
      refuse(server, M365_PROBLEMS.serverVersion, {
        message: `the server has version ${version}`,
        expected: `${OLDEST_SERVER} or later`,
      });
    }
  }
}
