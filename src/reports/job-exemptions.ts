import { exemptionTexts, type ExemptionNeed, type PolicyExemptions } from "./exemption";

/** What jobs of recordings ask for: their pods come from the offloader, which lets nobody say more about them. */
export const JOB_NEED: ExemptionNeed = {
  kinds: ["Pod", "Job"],
  kyverno: {
    "require-run-as-nonroot": ["run-as-non-root", "autogen-run-as-non-root"],
    "restrict-seccomp-strict": ["check-seccomp-strict", "autogen-check-seccomp-strict"],
    "disallow-privilege-escalation": ["privilege-escalation", "autogen-privilege-escalation"],
    "disallow-capabilities-strict": ["require-drop-all", "autogen-require-drop-all"],
  },
  gatekeeper: {
    K8sPSPAllowedUsers: "psp-pods-allowed-user-ranges",
    K8sPSPSeccompV2: "psp-seccomp-restricted",
    K8sPSPAllowPrivilegeEscalationContainer: "psp-allow-privilege-escalation-container",
    K8sPSPCapabilities: "psp-capabilities-restricted",
    K8sPSPReadOnlyRootFilesystem: "psp-readonlyrootfilesystem",
  },
};

/** The written exemption for the namespace of the jobs that record and transcribe calls. */
export function jobExemptions(namespace: string): PolicyExemptions {
  return {
    ...exemptionTexts({ name: "calls-jobs", namespace }, JOB_NEED),
    text: `${jobRequest(namespace)}Pod Security of the namespace: baseline.\n`,
  };
}

/** Why, and what still holds. */
export function jobRequest(namespace: string): string {
  return [
    `The namespace ${namespace} holds jobs that record and transcribe calls, and nothing else.`,
    "Their pods start as root and drop to an ordinary user, write to their root file system, and have no seccomp profile of their own: the program that starts them can't ask for more.",
    "Everything else holds: unprivileged, no host access, no service-account token.",
    "They open connections to Mattermost's servers, the media routers and DNS only, and listen to nobody.",
    "",
  ].join("\n");
}
