import type { App } from "cdktf";
import type * as stack from "./directory-stack";
import type { SiteStackProps } from "./site-stack";

/** Adds the stack of what the site has in its Entra tenant, when it has anything there to make. */
export function addDirectory(app: App, props: SiteStackProps): stack.DirectoryStack | undefined {
  const { entra, microsoft365, name } = props.site;
  const tenant = entra ?? (microsoft365?.application.kind === "create" ? microsoft365 : undefined);
  return tenant && new (directoryStack())(app, `${name}-directory`, { ...props, tenant });
}

/** Entra's classes are large; a site without a tenant starts without them. */
function directoryStack(): typeof stack.DirectoryStack {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return (require("./directory-stack") as typeof stack).DirectoryStack;
}
