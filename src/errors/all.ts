import { SETTING_PROBLEMS } from "../catalog/mattermost-settings-problems";
import { COMMAND_PROBLEMS } from "../cli/problems";
import { KUBERNETES_PROBLEMS } from "../constructs/kubernetes/problems";
import { PROXY_PROBLEMS } from "../constructs/proxy/problems";
import { FILE_PROBLEMS } from "../site/load/problems";
import { OUTPUT_PROBLEMS } from "../stacks/output-folder";
import type { ProblemKind } from "./catalogue";

/** Problems of one part of the tool. */
export interface ProblemGroup {
  readonly title: string;
  readonly kinds: readonly ProblemKind[];
}

/** Every code that exists, by part. */
export const PROBLEM_GROUPS: readonly ProblemGroup[] = [
  { title: "The site file", kinds: Object.values(FILE_PROBLEMS) },
  { title: "Server settings", kinds: Object.values(SETTING_PROBLEMS) },
  { title: "Kubernetes building blocks", kinds: Object.values(KUBERNETES_PROBLEMS) },
  { title: "Proxy", kinds: Object.values(PROXY_PROBLEMS) },
  { title: "Output", kinds: Object.values(OUTPUT_PROBLEMS) },
  { title: "Command line", kinds: Object.values(COMMAND_PROBLEMS) },
];

/** Every code that exists. */
export const ALL_PROBLEMS: readonly ProblemKind[] = PROBLEM_GROUPS.flatMap(({ kinds }) => kinds);
