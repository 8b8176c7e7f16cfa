import { rules } from "./rule";

/** The name that Mattermost gives to a certificate that comes over its API. */
const BROUGHT = "saml-idp.crt";

/** Rules on a provider of SAML. */
export const IDENTITY_SAML_RULES = rules({
  code: "HF2919",
  severity: "error",
  title: "The provider's certificate is brought by the setup, and the servers would read another file.",
  fix: "remove identity.certificateFile, or bring the certificate by hand",
  reference: "Mattermost server: a certificate that is uploaded is always kept under one name",
  find: ({ identity }) =>
    identity?.kind === "saml" && identity.certificate && identity.certificateFile !== BROUGHT
      ? [
          {
            path: "identity.certificateFile",
            message: `identity.certificateFile is ${identity.certificateFile}, identity.certificate is there`,
            expected: BROUGHT,
          },
        ]
      : [],
});
