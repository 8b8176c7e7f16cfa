import { Construct } from "constructs";
import { IMAGES } from "../../catalog/images";
import { hashOf } from "../kubernetes/config-files";
import type { INamespace } from "../kubernetes/namespace";
import type { SecretKey } from "../kubernetes/secret";
import { Workload } from "../kubernetes/workload";
import type { RouterClient } from "./media-router";

/** How the Calls plugin becomes a client of the offloader. */
export type OffloaderRegistration =
  /** The plugin makes up id and key, keeps them in its own store, and registers itself. */
  | { readonly kind: "self" }
  /** A job registers the client with the administrator's key; everybody else is refused. */
  | { readonly kind: "registered"; readonly client: RouterClient; readonly adminKey: SecretKey };

export interface OffloaderClientProps {
  readonly namespace: INamespace;
  /** Name of the offloader. */
  readonly name: string;
  readonly url: string;
  readonly registration: Extract<OffloaderRegistration, { readonly kind: "registered" }>;
  readonly offloader: Workload;
}

/** A client that can log in is registered already; asking twice is harmless. */
const SCRIPT = `
const { URL_, ID, KEY, ADMIN } = process.env;
const basic = (user, password) => "Basic " + Buffer.from(user + ":" + password).toString("base64");
const post = (path, authorization, body) =>
  fetch(URL_ + path, { method: "POST", headers: { authorization }, body: body && JSON.stringify(body) });
const login = await post("/login", basic(ID, KEY));
if (!login.ok) {
  const answer = await post("/register", basic("", ADMIN), { clientID: ID, authKey: KEY });
  if (!answer.ok) throw new Error("the registration was refused with " + answer.status);
}
`.trim();

const NOBODY = 65_534;

/** Registers the plugin's client; does nothing when it is registered. */
export class OffloaderClient extends Construct {
  public constructor(scope: Construct, id: string, props: OffloaderClientProps) {
    super(scope, id);
    const { client, adminKey } = props.registration;
    const secrets = { ID: client.clientId, KEY: client.authKey, ADMIN: adminKey };
    const hash = hashOf({
      script: SCRIPT,
      url: props.url,
      ...Object.fromEntries(
        Object.entries(secrets).map(([name, { secret, key }]) => [
          name,
          `${secret.secretName} ${key} ${secret.revision}`,
        ]),
      ),
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
            command: ["node", "--input-type=module", "--eval", SCRIPT],
            env: {
              URL_: props.url,
              ...Object.fromEntries(Object.entries(secrets).map(([name, secret]) => [name, { secret }])),
            },
            resources: { cpu: "50m", memory: "128Mi" },
          },
        ],
      },
    });
    job.node.addDependency(props.offloader);
    job.connections.allowTo(props.offloader, "registration of the Calls plugin");
  }
}
