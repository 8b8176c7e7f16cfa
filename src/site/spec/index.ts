import { z } from "zod";
import { agentsSpec } from "./agents";
import { gpuNodesSpec } from "./agents-gpu";
import { appsSpec } from "./apps";
import { azureSpec } from "./azure";
import { azureLocalSpec } from "./azure-local";
import { backendSpec } from "./backend";
import { callsSpec } from "./calls";
import { clusterSpec } from "./cluster";
import { databaseSpec } from "./database";
import { entraSpec } from "./entra";
import { documented } from "./fields";
import { identityFields } from "./identity";
import { identityProviderSpec } from "./identity-provider";
import { integrationsSpec } from "./integrations";
import { mattermostSpec } from "./mattermost";
import { microsoft365Spec } from "./microsoft365";
import { objectStoreSpec } from "./object-store";
import { peopleSpec } from "./people";
import { pluginsSpec } from "./plugins";
import { proxySpec } from "./proxy";
import { secretsSpec } from "./secrets";

/** The site file, exactly as a person may write it. Strict: a key that is not here is a problem. */
export const siteSpec = z
  .strictObject({
    ...identityFields,
    cluster: documented(clusterSpec, "The existing Kubernetes cluster."),
    people: documented(peopleSpec, "Who uses the site and how much."),
    mattermost: documented(mattermostSpec, "The Mattermost servers."),
    database: documented(databaseSpec.optional(), "PostgreSQL.", { default: "kind: cluster" }),
    objectStore: documented(objectStoreSpec.optional(), "File storage.", { default: "kind: cluster" }),
    proxy: documented(proxySpec.optional(), "NGINX."),
    identity: documented(identityProviderSpec.optional(), "Who knows the people of the site.", {
      default: "Mattermost's own accounts",
    }),
    agents: documented(agentsSpec.optional(), "Assistants that answer in Mattermost, and their models.", {
      default: "none",
    }),
    calls: documented(callsSpec.optional(), "Voice and screens.", { default: "none" }),
    gpuNodes: documented(gpuNodesSpec.optional(), "Nodes with GPUs.", { default: "none" }),
    integrations: documented(
      integrationsSpec.optional(),
      "Bots, webhooks, commands, applications and services of your own.",
      { default: "none" },
    ),
    entra: documented(
      entraSpec.optional(),
      "Application of Entra ID by which people sign in, made by the stack `<name>-directory`.",
      { default: "none: identity names one that is there" },
    ),
    apps: documented(appsSpec.optional(), "Desktop and mobile apps, and notifications to them.", {
      default: "managed apps know this site; no notifications",
    }),
    microsoft365: documented(
      microsoft365Spec.optional(),
      "Mattermost inside Teams, Outlook and Microsoft 365 (Mission Collaboration).",
      { default: "none" },
    ),
    plugins: documented(pluginsSpec.optional(), "Plugins that are not in the server image.", {
      default: "none",
    }),
    azure: documented(azureSpec.optional(), "The Azure subscription that the site is built in.", {
      default: "none: the cluster is there already",
    }),
    azureLocal: documented(azureLocalSpec.optional(), "The Azure Local instance that the site is built on.", {
      default: "none: the cluster is there already",
    }),
    secrets: documented(secretsSpec.optional(), "Secrets, by reference.", { default: "all generated" }),
    backend: documented(backendSpec.optional(), "Terraform state.", { default: "kind: local" }),
    accept: documented(
      z
        .array(
          z.strictObject({
            code: documented(z.string().regex(/^HF\d{4}$/, "a code such as HF2107"), "Code of the warning."),
            reason: documented(z.string().min(10), "Why this site lives with it; goes into the evidence."),
          }),
        )
        .optional(),
      "Warnings that this site accepts.",
    ),
  })
  .meta({ title: "Holdfast site", description: "One site: what it is, what it runs on, and who uses it." });

/** A site file after parsing, before defaults and sizing. */
export type SiteSpec = z.infer<typeof siteSpec>;
