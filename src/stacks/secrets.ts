import type { App } from "cdktf";
import { SecretsStack } from "./secrets-stack";
import type { SiteStackProps } from "./site-stack";

/** Adds the stack that brings the vault's secrets into the cluster, when a part of the site needs one. */
export function addSecrets(app: App, props: SiteStackProps): SecretsStack | undefined {
  const { azure, database, name } = props.site;
  if (azure === undefined || (database.kind !== "azure" && azure.openAi === undefined)) return undefined;
  return new SecretsStack(app, `${name}-secrets`, {
    ...props,
    azure,
    database: database.kind === "azure" ? database : undefined,
  });
}
