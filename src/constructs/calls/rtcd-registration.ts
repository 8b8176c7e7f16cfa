import { Construct } from "constructs";
import { IMAGES } from "../../catalog/images";
import type { IConnectable } from "../kubernetes/connections";
import { hashOf } from "../kubernetes/config-files";
import type { INamespace } from "../kubernetes/namespace";
import type { SecretKey } from "../kubernetes/secret";
import { Workload } from "../kubernetes/workload";
import type { RouterClient } from "./media-router";

/** How the Calls plugin becomes a client of these routers. */
export type RtcdRegistration =
  /** Whoever reaches the API may register: for networks where nobody but the servers does. */
  | { readonly kind: "self" }
  /** A job registers the client at each router with the administrator's key. */
  | {
      readonly kind: "registered";
      /** In the namespace of Mattermost's servers. */
      readonly client: RouterClient;
      /** At least 32 characters, in the routers' namespace. */
      readonly adminKey: SecretKey;
      /** The same id and key in the routers' namespace. @default - the client, where both share a namespace */
      readonly clientAtRouters?: RouterClient;
    };

export interface RtcdClientProps {
  readonly namespace: INamespace;
  /** Name of the routers. */
  readonly name: string;
  /** Address of each router's API. */
  readonly urls: readonly string[];
  readonly client: RouterClient;
  readonly adminKey: SecretKey;
  readonly routers: IConnectable;
  /** The job starts when it runs. */
  readonly startAfter: Workload;
}

/**
 * Registers a client at every router of `URLS`: each keeps its clients for itself. One that can log in is registered
 * already, so that asking twice is harmless.
 */
export const REGISTRATION_SCRIPT = `
const { URLS, CLIENT_ID: clientID, CLIENT_KEY: authKey, ADMIN_KEY } = process.env;
const body = JSON.stringify({ clientID, authKey });
const admin = "Basic " + Buffer.from(":" + ADMIN_KEY).toString("base64");
for (const url of URLS.split(" ")) {
  const login = await fetch(url + "/login", { method: "POST", body });
  if (login.ok) continue;
  const answer = await fetch(url + "/register", { method: "POST", headers: { authorization: admin }, body });
  if (!answer.ok) throw new Error(url + " refused the registration with " + answer.status);
}
`.trim();

const NOBODY = 65_534;

/** A job that registers the plugin's client; its name ends in a hash of what it reads. */
export class RtcdClient extends Construct {
  public constructor(scope: Construct, id: string, props: RtcdClientProps) {
    super(scope, id);
    const secrets = {
      CLIENT_ID: props.client.clientId,
      CLIENT_KEY: props.client.authKey,
      ADMIN_KEY: props.adminKey,
    };
    const revisions = Object.entries(secrets).map(([name, { key, secret }]) => [
      name,
      `${secret.secretName} ${key} ${String(secret.revision)}`,
    ]);
    const hash = hashOf({
      script: REGISTRATION_SCRIPT,
      urls: props.urls.join(" "),
      ...(Object.fromEntries(revisions) as Record<string, string>),
    });
    const job = new Workload(this, "Job", {
      name: `${props.name}-client-${hash.slice(0, 8)}`,
      namespace: props.namespace,
      controller: { kind: "Job" },
      pod: {
        user: { uid: NOBODY },
        containers: [
          {
            name: "register",
            image: IMAGES.node,
            command: ["node", "--input-type=module", "--eval", REGISTRATION_SCRIPT],
            env: {
              URLS: props.urls.join(" "),
              CLIENT_ID: { secret: secrets.CLIENT_ID },
              CLIENT_KEY: { secret: secrets.CLIENT_KEY },
              ADMIN_KEY: { secret: secrets.ADMIN_KEY },
            },
            resources: { cpu: "50m", memory: "128Mi" },
          },
        ],
      },
    });
    job.node.addDependency(props.startAfter);
    job.connections.allowTo(props.routers, "registration of the Calls plugin", { port: "api" });
  }
}
