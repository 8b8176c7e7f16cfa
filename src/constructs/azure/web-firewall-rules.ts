import type {
  WebApplicationFirewallPolicyCustomRules as CustomRule,
  WebApplicationFirewallPolicyManagedRulesExclusion as Exclusion,
  WebApplicationFirewallPolicyPolicySettings as PolicySettings,
} from "@cdktf/provider-azurerm/lib/web-application-firewall-policy";

/** Most that Azure's rules let an upload be, in mebibytes. Source: WAF request size limits. */
const LARGEST_UPLOAD = 4000;
/** What a form adds to a file, as the proxy inside the cluster allows too. */
const FORM_OVERHEAD = 10;
/** Most values of one condition. Source: Application Gateway limits. */
const MOST_RANGES = 600;

/** Largest `maxFileSize` that fits, in mebibytes. */
export const LARGEST_FILE = LARGEST_UPLOAD - FORM_OVERHEAD;

/** What people write is no attack; each row says why the rules don't look at it. */
const EXCLUSIONS = [
  { field: "message", how: "Equals", why: "posts hold code, commands and markup" },
  { field: "props", how: "StartsWith", why: "attachments of integrations hold code and markup" },
  { field: "terms", how: "Equals", why: "people search for what they wrote" },
  { field: "header", how: "Equals", why: "channel headers hold links and markup" },
  { field: "purpose", how: "Equals", why: "channel purposes are free text" },
  { field: "password", how: "Equals", why: "passwords hold any character and must not be logged" },
  { field: "SAML", how: "StartsWith", why: "SAML's requests and answers are encoded documents" },
  { field: "state", how: "Equals", why: "OpenID's state is an encoded document" },
  { field: "code", how: "Equals", why: "OpenID's codes hold any character" },
] as const;

/** Arguments of the policy that let messages and uploads of Mattermost through. */
export function uploadSettings(maxFileSize: number): PolicySettings {
  return {
    enabled: true,
    mode: "Prevention",
    requestBodyCheck: true,
    // Resumable uploads are no forms: they are larger than any limit of a body.
    requestBodyEnforcement: false,
    maxRequestBodySizeInKb: 2000,
    requestBodyInspectLimitInKb: 128,
    fileUploadLimitInMb: maxFileSize + FORM_OVERHEAD,
  };
}

export function exclusions(): Exclusion[] {
  return EXCLUSIONS.map(({ field, how }) => ({
    matchVariable: "RequestArgValues",
    selectorMatchOperator: how,
    selector: field,
  }));
}

/** Refuses everybody who doesn't come from the ranges; no ranges refuse nobody. */
export function allowList(ranges: readonly string[]): CustomRule[] {
  if (ranges.length === 0) return [];
  return [
    {
      name: "onlyKnownAddresses",
      priority: 1,
      ruleType: "MatchRule",
      action: "Block",
      matchConditions: [
        {
          matchVariables: [{ variableName: "RemoteAddr" }],
          operator: "IPMatch",
          negationCondition: true,
          matchValues: [...ranges],
        },
      ],
    },
  ];
}

/** What is wrong with an allow list, in words. */
export function allowListFault(ranges: readonly string[]): string | undefined {
  if (ranges.length > MOST_RANGES) return `${ranges.length} ranges`;
  const wrong = ranges.find((range) => !RANGE.test(range));
  return wrong === undefined ? undefined : `the range "${wrong}"`;
}

const RANGE = /^(\d{1,3}\.){3}\d{1,3}(\/([0-9]|[12]\d|3[0-2]))?$/;
