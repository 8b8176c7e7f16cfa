import type { Image } from "../../../catalog/image";
import { IMAGES } from "../../../catalog/images";
import type { INamespace } from "../../kubernetes/namespace";
import type { ContainerResources } from "../../kubernetes/pod";
import type { SecretKey } from "../../kubernetes/secret";
import type { KeycloakTls } from "../keycloak-tls";
import type { ILdapDirectory } from "../ldap/ldap-directory";

export interface DexProps {
  readonly namespace: INamespace;
  /** Address that people are sent to: `https://`, a host name, at most a port. A proxy leads there. */
  readonly url: string;
  readonly tls: KeycloakTls;
  /** Who knows people and their passwords: OpenLDAP, or one like it. */
  readonly directory: ILdapDirectory;
  /** Address of Mattermost. */
  readonly siteUrl: string;
  /** Name of the sign-in page, and text of the button. @default "Sign in" */
  readonly displayName?: string;
  /** Name of everything it makes. @default "dex" */
  readonly name?: string;
  /** @default 50m CPU, 128Mi */
  readonly resources?: ContainerResources;
  /** An image with dex, a shell and `cmp`. @default - the catalogue's dex */
  readonly image?: Image | string;
  /** Client id of Mattermost. @default "mattermost" */
  readonly clientId?: string;
  /** Secret of Mattermost's client, URL-safe. @default - generated in the cluster */
  readonly clientSecret?: SecretKey;
}

const DEFAULTS = {
  displayName: "Sign in",
  name: "dex",
  resources: { cpu: "50m", memory: "128Mi" },
  image: IMAGES.dex,
  clientId: "mattermost",
} as const;

/** Props with nothing left open but what is truly optional. */
export type DexOptions = Required<Omit<DexProps, "clientSecret">> & Pick<DexProps, "clientSecret">;

/** Applies the defaults. */
export function dexOptions(props: DexProps): DexOptions {
  return {
    ...props,
    displayName: props.displayName ?? DEFAULTS.displayName,
    name: props.name ?? DEFAULTS.name,
    resources: props.resources ?? DEFAULTS.resources,
    image: props.image ?? DEFAULTS.image,
    clientId: props.clientId ?? DEFAULTS.clientId,
  };
}
