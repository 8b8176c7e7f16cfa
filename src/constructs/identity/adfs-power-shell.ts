import { problem } from "../../errors/catalogue";
import { ProblemError, type Problem } from "../../errors/problem";
import { OPENID_RULES, SAML_RULES } from "./adfs-claim-rules";
import { ENTRA_PROBLEMS } from "./entra-problems";

/** What the AD FS team sets up for one Mattermost. */
export interface AdfsRelyingParty {
  readonly protocol: "openid" | "saml";
  /** Address of Mattermost, e.g. `https://chat.agency.example`. */
  readonly siteUrl: string;
  /** Client id (OpenID Connect) or relying party identifier (SAML). */
  readonly identifier: string;
  /** Name in the AD FS console. @default "Mattermost" */
  readonly displayName?: string;
  /**
   * Groups whose members may sign in, e.g. `AGENCY\Mattermost`.
   * @default - everyone
   */
  readonly groups?: readonly string[];
}

/**
 * The script that an administrator runs on the primary federation server, Windows Server 2019 or later. It can be run
 * again: what exists is changed, nothing is removed. Throws on texts that have no place in it.
 */
export function adfsPowerShell(party: AdfsRelyingParty): string {
  const problems = textProblems(party);
  if (problems.length > 0) throw new ProblemError(problems);
  const lines = party.protocol === "saml" ? samlLines(party) : openIdLines(party);
  return [...HEAD, ...lines, ""].join("\r\n");
}

const HEAD = [
  "#Requires -RunAsAdministrator",
  "#Requires -Modules ADFS",
  "# Sets up the sign-in of Mattermost. Run it on the primary federation server; it can be run again.",
] as const;

function samlLines(party: AdfsRelyingParty): readonly string[] {
  const { name, policy } = common(party);
  const identifier = quoted(party.identifier);
  return [
    "Set-StrictMode -Version Latest",
    "$ErrorActionPreference = 'Stop'",
    "$endpoint = New-AdfsSamlEndpoint -Binding POST -Protocol SAMLAssertionConsumer " +
      `-Uri ${quoted(`${party.siteUrl}/login/sso/saml`)} -IsDefault $true`,
    "$settings = @{",
    "  SamlEndpoint = $endpoint",
    "  SamlResponseSignature = 'MessageAndAssertion'",
    "  SignatureAlgorithm = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'",
    `  IssuanceTransformRules = ${quoted(SAML_RULES)}`,
    ...policy,
    "}",
    `if (Get-AdfsRelyingPartyTrust -Identifier ${identifier}) {`,
    `  Set-AdfsRelyingPartyTrust -TargetIdentifier ${identifier} -Name ${name} @settings`,
    "} else {",
    `  Add-AdfsRelyingPartyTrust -Identifier ${identifier} -Name ${name} @settings`,
    "}",
  ];
}

function openIdLines(party: AdfsRelyingParty): readonly string[] {
  const { name, policy } = common(party);
  const identifier = quoted(party.identifier);
  const api = quoted(`${party.displayName ?? DEFAULT_NAME} claims`);
  const redirects = ["login", "signup"].map((step) => quoted(`${party.siteUrl}/${step}/openid/complete`));
  return [
    "# The client secret is written into this file once. Put it into the cluster's Secret, then delete the file.",
    "param([Parameter(Mandatory = $true)][string]$SecretFile)",
    "Set-StrictMode -Version Latest",
    "$ErrorActionPreference = 'Stop'",
    `$redirects = @(${redirects.join(", ")})`,
    "$settings = @{",
    `  IssuanceTransformRules = ${quoted(OPENID_RULES)}`,
    ...policy,
    "}",
    `if (-not (Get-AdfsApplicationGroup -Name ${name})) {`,
    `  New-AdfsApplicationGroup -Name ${name} -ApplicationGroupIdentifier ${name}`,
    "}",
    `if (Get-AdfsServerApplication -Identifier ${identifier}) {`,
    `  Set-AdfsServerApplication -TargetIdentifier ${identifier} -RedirectUri $redirects`,
    "} else {",
    `  $made = Add-AdfsServerApplication -ApplicationGroupIdentifier ${name} -Name ${name} ` +
      `-Identifier ${identifier} -RedirectUri $redirects -GenerateClientSecret -PassThru`,
    "  Set-Content -LiteralPath $SecretFile -Value $made.ClientSecret -NoNewline -Encoding Ascii",
    "}",
    "# Claims reach the id token when the client is its own resource and may ask for all of them.",
    `if (Get-AdfsWebApiApplication -Identifier ${identifier}) {`,
    `  Set-AdfsWebApiApplication -TargetIdentifier ${identifier} @settings`,
    "} else {",
    `  Add-AdfsWebApiApplication -ApplicationGroupIdentifier ${name} -Name ${api} -Identifier ${identifier} @settings`,
    "}",
    `$granted = Get-AdfsApplicationPermission | Where-Object { $_.ClientRoleIdentifier -eq ${identifier} }`,
    "if (-not $granted) {",
    `  Grant-AdfsApplicationPermission -ClientRoleIdentifier ${identifier} -ServerRoleIdentifier ${identifier} ` +
      "-ScopeNames @('openid', 'profile', 'email', 'allatclaims')",
    "}",
  ];
}

const DEFAULT_NAME = "Mattermost";

function common(party: AdfsRelyingParty): { readonly name: string; readonly policy: readonly string[] } {
  const groups = party.groups ?? [];
  return {
    name: quoted(party.displayName ?? DEFAULT_NAME),
    policy:
      groups.length === 0
        ? ["  AccessControlPolicyName = 'Permit everyone'"]
        : [
            "  AccessControlPolicyName = 'Permit specific group'",
            `  AccessControlPolicyParameters = @{ GroupParameter = @(${groups.map(quoted).join(", ")}) }`,
          ],
  };
}

/** A literal: PowerShell evaluates nothing in it. Typographic quotes would end it too, but only ASCII comes here. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

// ASCII only: Windows PowerShell reads a file without a mark in the machine's own encoding.
function textProblems(party: AdfsRelyingParty): readonly Problem[] {
  const texts: readonly (readonly [string, string])[] = [
    ["siteUrl", party.siteUrl],
    ["identifier", party.identifier],
    ["displayName", party.displayName ?? DEFAULT_NAME],
    ...(party.groups ?? []).map((group, index) => [`groups[${index}]`, group] as const),
  ];
  return texts
    .filter(([, text]) => text.trim() === "" || !/^[\u0020-\u007e]*$/.test(text))
    .map(([path, text]) =>
      problem(ENTRA_PROBLEMS.scriptText, {
        path,
        message: `${path} is ${JSON.stringify(text)}`,
        expected: "printable ASCII",
      }),
    );
}
