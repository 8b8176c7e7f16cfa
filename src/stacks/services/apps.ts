import type { Construct } from "constructs";
import type { INamespace } from "../../constructs/kubernetes/namespace";
import { AppVersions } from "../../constructs/mattermost/features/app-versions";
import { PushNotifications } from "../../constructs/mattermost/features/push-notifications";
import type { IMattermostFeature } from "../../constructs/mattermost/mattermost-feature";
import { PushProxy } from "../../constructs/push/push-proxy";
import type { Site } from "../../site/site";
import type { SitePush } from "../../site/site-apps";
import { secretValue } from "./secret-value";

/** Oldest apps that the servers take, and notifications to phones. */
export function appsOf(
  scope: Construct,
  { apps }: Site,
  namespace: INamespace,
): readonly IMattermostFeature[] {
  const { minimumAndroid: android, minimumIos: ios } = apps.mobile;
  const desktop = apps.desktop.minimumVersion;
  const versions = [android, desktop, ios].some((version) => version !== undefined);
  return [
    ...(versions ? [new AppVersions({ android, desktop, ios })] : []),
    ...(apps.push ? [notifications(scope, apps.push, namespace)] : []),
  ];
}

function notifications(scope: Construct, push: SitePush, namespace: INamespace): PushNotifications {
  const { addresses, contents } = push;
  if (push.kind === "hosted") {
    return new PushNotifications(scope, "Push", { through: { hosted: push.region }, contents, addresses });
  }
  const { android, apple } = push;
  const proxy = new PushProxy(scope, "PushProxy", {
    namespace,
    addresses,
    apple: apple && { ...apple, key: secretValue(scope, "PushApple", apple.key) },
    android: android && { serviceAccount: secretValue(scope, "PushAndroid", android.serviceAccount) },
  });
  return new PushNotifications(scope, "Push", { through: { proxy }, contents });
}
