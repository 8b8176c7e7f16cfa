import type { App } from "cdktf";
import { AccessStack } from "./access-stack";
import type { SiteStackProps } from "./site-stack";

/** Adds the stack of the gateway that people come in by, when the site has one. */
export function addAccess(app: App, props: SiteStackProps): AccessStack | undefined {
  const { azure, name } = props.site;
  const gateway = azure?.access.gateway;
  return azure && gateway && new AccessStack(app, `${name}-access`, { ...props, azure, gateway });
}
