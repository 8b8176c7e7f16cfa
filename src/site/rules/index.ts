import { problem } from "../../errors/catalogue";
import type { Problem } from "../../errors/problem";
import type { ResolvedSite } from "../site";
import type { SiteSpec } from "../spec";
import { acceptanceRules } from "./acceptance";
import { AGENTS_RULES } from "./agents";
import { AGENTS_CHAIN_RULES } from "./agents-chains";
import { AGENTS_MEETING_RULES } from "./agents-meetings";
import { AGENTS_MODEL_RULES } from "./agents-models";
import { AGENTS_SEARCH_RULES } from "./agents-search";
import { APPS_RULES } from "./apps";
import { AZURE_RULES } from "./azure";
import { AZURE_DATABASE_RULES } from "./azure-database";
import { AZURE_DATABASE_KEY_RULES } from "./azure-database-keys";
import { AZURE_ACCESS_RULES } from "./azure-access";
import { AZURE_EGRESS_RULES } from "./azure-egress";
import { AZURE_KUBERNETES_RULES } from "./azure-kubernetes";
import { AZURE_LOCAL_RULES } from "./azure-local";
import { AZURE_LOCAL_NETWORK_RULES } from "./azure-local-network";
import { AZURE_MONITORING_RULES } from "./azure-monitoring";
import { AZURE_NAMES_RULES } from "./azure-names";
import { AZURE_NETWORK_RULES } from "./azure-network";
import { AZURE_OPERATORS_RULES } from "./azure-operators";
import { AZURE_OPEN_AI_RULES } from "./azure-open-ai";
import { CALLS_RULES } from "./calls";
import { CALLS_ROUTER_RULES } from "./calls-routers";
import { CONNECTIVITY_RULES } from "./connectivity";
import { DATABASE_RULES } from "./database";
import { DATABASE_PARAMETER_RULES } from "./database-parameters";
import { EDITION_RULES } from "./edition";
import { ENTRA_RULES } from "./entra";
import { IDENTITY_RULES } from "./identity";
import { IDENTITY_DEX_RULES } from "./identity-dex";
import { IDENTITY_DIRECTORY_RULES } from "./identity-directory";
import { IDENTITY_EXPOSURE_RULES } from "./identity-exposure";
import { IDENTITY_LIFETIME_RULES } from "./identity-lifetimes";
import { IDENTITY_PROVIDER_RULES } from "./identity-provider";
import { IDENTITY_SAML_RULES } from "./identity-saml";
import { INTEGRATION_RULES } from "./integrations";
import { LICENCE_RULES } from "./licence";
import { LOAD_BALANCER_RULES } from "./load-balancers";
import { MICROSOFT_365_RULES } from "./microsoft365";
import { MICROSOFT_365_TENANT_RULES } from "./microsoft365-tenant";
import { NODE_PORT_RULES } from "./node-ports";
import { NODE_RULES } from "./nodes";
import { OBJECT_STORE_RULES } from "./object-store";
import { AZURE_OBJECT_STORE_RULES } from "./object-store-azure";
import { PHONE_HOME_RULES } from "./phone-home";
import { PLUGIN_RULES } from "./plugins";
import { PROXY_RULES } from "./proxy";
import { findingsOf, type Rule } from "./rule";
import { SCALE_RULES } from "./scale";
import { VAULT_SECRET_RULES } from "./secrets-vault";
import { SETTING_RULES } from "./settings";
import { SETTING_ADVICE_RULES } from "./settings-advice";
import { SETTING_NEED_RULES } from "./settings-needs";
import { OWNED_SETTING_RULES } from "./settings-owned";
import { VERSION_RULES } from "./version";

const SITE_RULES: readonly Rule[] = [
  ...IDENTITY_RULES,
  ...INTEGRATION_RULES,
  ...PLUGIN_RULES,
  ...LICENCE_RULES,
  ...LOAD_BALANCER_RULES,
  ...VERSION_RULES,
  ...EDITION_RULES,
  ...SETTING_RULES,
  ...OWNED_SETTING_RULES,
  ...SETTING_NEED_RULES,
  ...SETTING_ADVICE_RULES,
  ...DATABASE_RULES,
  ...DATABASE_PARAMETER_RULES,
  ...AZURE_DATABASE_RULES,
  ...AZURE_DATABASE_KEY_RULES,
  ...OBJECT_STORE_RULES,
  ...AZURE_OBJECT_STORE_RULES,
  ...PROXY_RULES,
  ...IDENTITY_PROVIDER_RULES,
  ...IDENTITY_DIRECTORY_RULES,
  ...IDENTITY_DEX_RULES,
  ...IDENTITY_EXPOSURE_RULES,
  ...IDENTITY_LIFETIME_RULES,
  ...IDENTITY_SAML_RULES,
  ...AGENTS_RULES,
  ...AGENTS_CHAIN_RULES,
  ...AGENTS_MODEL_RULES,
  ...AGENTS_SEARCH_RULES,
  ...AGENTS_MEETING_RULES,
  ...CALLS_RULES,
  ...CALLS_ROUTER_RULES,
  ...AZURE_RULES,
  ...AZURE_NETWORK_RULES,
  ...AZURE_LOCAL_RULES,
  ...AZURE_LOCAL_NETWORK_RULES,
  ...AZURE_KUBERNETES_RULES,
  ...AZURE_MONITORING_RULES,
  ...AZURE_OPEN_AI_RULES,
  ...AZURE_ACCESS_RULES,
  ...AZURE_NAMES_RULES,
  ...AZURE_OPERATORS_RULES,
  ...AZURE_EGRESS_RULES,
  ...ENTRA_RULES,
  ...APPS_RULES,
  ...MICROSOFT_365_RULES,
  ...MICROSOFT_365_TENANT_RULES,
  ...VAULT_SECRET_RULES,
  ...CONNECTIVITY_RULES,
  ...PHONE_HOME_RULES,
  ...NODE_RULES,
  ...NODE_PORT_RULES,
  ...SCALE_RULES,
];

/** Every rule on a site, in the order in which problems are reported. */
export const RULES: readonly Rule[] = [...SITE_RULES, ...acceptanceRules(SITE_RULES)];

/** A warning that the site accepts, and why. */
export interface AcceptedProblem {
  readonly problem: Problem;
  readonly reason: string;
}

/** What the rules say of a site. */
export interface Judgement {
  /** Errors, and warnings that nobody accepted. */
  readonly problems: readonly Problem[];
  readonly accepted: readonly AcceptedProblem[];
}

/**
 * Judges a resolved site by all rules at once. Paths are those of the site file, without file and line: the loader
 * adds these. Only warnings can be accepted. Pure.
 */
export function judgeSite({ site }: ResolvedSite, spec: SiteSpec): Judgement {
  const reasons = new Map(site.accept.map(({ code, reason }) => [code, reason]));
  const problems: Problem[] = [];
  const accepted: AcceptedProblem[] = [];
  for (const rule of RULES) {
    const reason = rule.severity === "warning" ? reasons.get(rule.code) : undefined;
    for (const found of findingsOf(rule, site, spec).map((finding) => problem(rule, finding))) {
      if (reason === undefined) problems.push(found);
      else accepted.push({ problem: found, reason });
    }
  }
  return { problems, accepted };
}

/** Errors and not accepted warnings of a resolved site. */
export function checkSite(resolved: ResolvedSite, spec: SiteSpec): readonly Problem[] {
  return judgeSite(resolved, spec).problems;
}
