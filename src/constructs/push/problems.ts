import type { ProblemKind } from "../../errors/catalogue";

const SOURCE = "Mattermost docs, host-your-own-push-proxy-service.rst; server's public/model/license.go";

/** Kinds of problems with push notifications and managed apps. */
export const PUSH_PROBLEMS = {
  contents: {
    code: "HF3640",
    severity: "error",
    title:
      "The licence does not send ids only; the server would send texts through Apple and Google without a word.",
    fix: "Give a licence of the tier enterprise or advanced, or choose the contents yourself.",
    reference: SOURCE,
  },
  hostedWithoutLicence: {
    code: "HF3641",
    severity: "error",
    title: "The vendor's push proxies refuse servers without a licence.",
    fix: "Give a licence, run a push proxy of your own, or leave push notifications out.",
    reference: SOURCE,
  },
  noApps: {
    code: "HF3642",
    severity: "error",
    title: "A push proxy serves nobody without the credentials of at least one app.",
    fix: "Give the credentials of Apple, of Google, or of both.",
    reference: SOURCE,
  },
  appleCredential: {
    code: "HF3643",
    severity: "error",
    title: "An id of the Apple credentials has the wrong form.",
    fix: "Key and team ids have 10 capital letters and digits; the topic is the bundle id of your app.",
    reference: SOURCE,
  },
  managedServer: {
    code: "HF3644",
    severity: "error",
    title: "A server for managed apps has no usable address or name.",
    fix: "Give an https URL and a name in printable characters without quotes and backslashes.",
    reference: "Mattermost docs, desktop-msi-installer-and-group-policy-install.rst",
  },
} as const satisfies Record<string, ProblemKind>;
