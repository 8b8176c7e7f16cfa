import type { App } from "cdktf";
import type * as stack from "./directory-stack";
import type { SiteStackProps } from "./site-stack";

/** Adds the stack of what the site has in its Entra tenant, when it has anything there to make. */
export function addDirectory(app: App, props: SiteStackProps): stack.DirectoryStack | undefined {
  const { microsoft365, name } = props.site;
  if (microsoft365?.application.kind !== "create") return undefined;
  const { application } = microsoft365;
  return new (directoryStack())(app, `${name}-directory`, { ...props, microsoft365, application });
}

/** Entra's classes are large; a site without a tenant starts without them. */
function directoryStack(): typeof stack.DirectoryStack {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return (require("./directory-stack") as typeof stack).DirectoryStack;
}
