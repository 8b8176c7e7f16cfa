import { SETTING_PROBLEMS } from "../catalog/mattermost-settings-problems";
import { COMMAND_PROBLEMS } from "../cli/problems";
import { AZURE_PROBLEMS } from "../constructs/azure/problems";
import { MEDIA_PROBLEMS } from "../constructs/calls/rtcd-problems";
import { AGENTS_PROBLEMS } from "../constructs/agents/problems";
import { CALLS_PROBLEMS } from "../constructs/calls/offloader-problems";
import { ENTRA_PROBLEMS } from "../constructs/identity/entra-problems";
import { DEX_PROBLEMS } from "../constructs/identity/dex/problems";
import { LDAP_PROBLEMS } from "../constructs/identity/ldap/problems";
import { IDENTITY_PROBLEMS } from "../constructs/identity/problems";
import { KUBERNETES_PROBLEMS } from "../constructs/kubernetes/problems";
import { M365_PROBLEMS } from "../constructs/m365/problems";
import { MATTERMOST_PROBLEMS } from "../constructs/mattermost/problems";
import { INTEGRATION_PROBLEMS } from "../constructs/mattermost/integrations/problems";
import { PLUGIN_PROBLEMS } from "../constructs/mattermost/plugins/problems";
import { SETUP_PROBLEMS } from "../constructs/mattermost/setup/problems";
import { OBJECT_STORE_PROBLEMS } from "../constructs/object-store/problems";
import { POSTGRES_PROBLEMS } from "../constructs/postgres/problems";
import { PROXY_PROBLEMS } from "../constructs/proxy/problems";
import { PUSH_PROBLEMS } from "../constructs/push/problems";
import { UNKNOWN_VALUE } from "../site/explain";
import { FILE_PROBLEMS } from "../site/load/problems";
import { RULES } from "../site/rules";
import { OUTPUT_PROBLEMS } from "../stacks/output-folder";
import { REPLACEMENT_PROBLEMS } from "../stacks/replacements";
import { USER_PROBLEMS } from "../users/problems";
import type { ProblemKind } from "./catalogue";

/** Problems of one part of the tool. */
export interface ProblemGroup {
  readonly title: string;
  readonly kinds: readonly ProblemKind[];
}

/** Setting problems are rules too. */
const rules = [
  ...new Map([...RULES, ...Object.values(SETTING_PROBLEMS)].map((kind) => [kind.code, kind])).values(),
];

/** Every code that exists, by part. */
export const PROBLEM_GROUPS: readonly ProblemGroup[] = [
  { title: "The site file", kinds: Object.values(FILE_PROBLEMS) },
  { title: "The site", kinds: rules },
  { title: "Kubernetes building blocks", kinds: Object.values(KUBERNETES_PROBLEMS) },
  { title: "Mattermost", kinds: Object.values(MATTERMOST_PROBLEMS) },
  { title: "Integrations", kinds: Object.values(INTEGRATION_PROBLEMS) },
  { title: "Plugins from elsewhere", kinds: Object.values(PLUGIN_PROBLEMS) },
  { title: "Setup of the servers", kinds: Object.values(SETUP_PROBLEMS) },
  { title: "Calls", kinds: Object.values(CALLS_PROBLEMS) },
  { title: "PostgreSQL", kinds: Object.values(POSTGRES_PROBLEMS) },
  { title: "Object store", kinds: Object.values(OBJECT_STORE_PROBLEMS) },
  { title: "Identity", kinds: Object.values(IDENTITY_PROBLEMS) },
  { title: "LDAP directories", kinds: Object.values(LDAP_PROBLEMS) },
  { title: "dex", kinds: Object.values(DEX_PROBLEMS) },
  { title: "Entra ID and AD FS", kinds: Object.values(ENTRA_PROBLEMS) },
  { title: "Microsoft 365", kinds: Object.values(M365_PROBLEMS) },
  { title: "Push notifications and managed apps", kinds: Object.values(PUSH_PROBLEMS) },
  { title: "Assistants and their models", kinds: Object.values(AGENTS_PROBLEMS) },
  { title: "Rosters and people", kinds: Object.values(USER_PROBLEMS) },
  { title: "Media of calls", kinds: Object.values(MEDIA_PROBLEMS) },
  { title: "Azure", kinds: Object.values(AZURE_PROBLEMS) },
  { title: "Proxy", kinds: Object.values(PROXY_PROBLEMS) },
  { title: "Output", kinds: Object.values({ ...OUTPUT_PROBLEMS, ...REPLACEMENT_PROBLEMS }) },
  { title: "Command line", kinds: [...Object.values(COMMAND_PROBLEMS), UNKNOWN_VALUE] },
];

/** Every code that exists. */
export const ALL_PROBLEMS: readonly ProblemKind[] = PROBLEM_GROUPS.flatMap(({ kinds }) => kinds);
