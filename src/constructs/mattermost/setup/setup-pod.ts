import type { Image } from "../../../catalog/image";
import type { ConfigFiles } from "../../kubernetes/config-files";
import type { Mount, PodProps, Volume } from "../../kubernetes/pod";
import type { SecretKey } from "../../kubernetes/secret";
import type { MattermostServer } from "../mattermost-server";
import { bundleCopy, bundleMount } from "../plugins/bundle-delivery";
import { SOCKET_FOLDER } from "../settings/base-settings";
import { SOCKET, SOCKET_VOLUME } from "./companion";

const FILES = "/setup";
const SECRETS = "/secrets";

/** What the program ends at the end of its work. */
const MARK = "setup";

/** User of the server image; the socket belongs to it. */
const USER = { uid: 2000, gid: 2000 } as const;

export interface SetupPodOptions {
  readonly files: ConfigFiles;
  /** Values that the plan refers to. */
  readonly secrets: readonly SecretKey[];
  readonly image: Image | string;
  readonly server: MattermostServer;
  readonly serviceAccount: string;
}

/** The program and its companion. The program ends the companion when all is done, and the pod with it. */
export function setupPod({ files, secrets, image, server, serviceAccount }: SetupPodOptions): PodProps {
  const { container, volumes } = server.companion(MARK);
  const mounted = secretVolumes(secrets);
  const bundles = server.bundles("upload");
  const copy = bundleCopy(bundles);
  return {
    user: USER,
    serviceAccount,
    sharedProcesses: true,
    volumes: { files: { files }, ...volumes, ...mounted.volumes, ...copy.volumes },
    ...(bundles.length > 0 && { initContainers: copy.initContainers }),
    containers: [
      {
        name: "setup",
        image,
        command: ["node", `${FILES}/main.mjs`],
        env: {
          PLAN: `${FILES}/plan.json`,
          SECRETS,
          SOCKET,
          HELPER_MARK: MARK,
          NODE_EXTRA_CA_CERTS: "/var/run/secrets/kubernetes.io/serviceaccount/ca.crt",
        },
        resources: { cpu: "50m", memory: "128Mi" },
        mounts: [
          { volume: "files", path: FILES },
          { volume: SOCKET_VOLUME, path: SOCKET_FOLDER },
          ...mounted.mounts,
          ...bundleMount(bundles),
        ],
      },
      container,
    ],
  };
}

/** One volume a Secret, with the keys that are read. */
function secretVolumes(secrets: readonly SecretKey[]): {
  readonly volumes: Readonly<Record<string, Volume>>;
  readonly mounts: readonly Mount[];
} {
  const names = [...new Set(secrets.map(({ secret }) => secret.secretName))].sort();
  const volumes: Record<string, Volume> = {};
  for (const { secret, key } of secrets) {
    const volume = `secret-${names.indexOf(secret.secretName)}`;
    const known = volumes[volume];
    const items = known && "items" in known ? known.items : {};
    volumes[volume] = { secret, items: { ...items, [key]: key } };
  }
  return {
    volumes,
    mounts: names.map((name, index) => ({ volume: `secret-${index}`, path: `${SECRETS}/${name}` })),
  };
}
