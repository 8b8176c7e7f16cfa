import type { ProblemKind } from "../../errors/catalogue";

const SERVER_SOURCE = "Mattermost server 11.10.0, config/environment.go and public/model/config.go";
const CLUSTER_SOURCE = "Mattermost docs, high-availability-cluster-based-deployment.rst";

/** Kinds of problems that the Mattermost server reports. */
export const MATTERMOST_PROBLEMS = {
  clusterWithoutLicence: {
    code: "HF3201",
    severity: "error",
    title: "Several servers without a licence for clustering do not know of each other.",
    fix: "Give a licence of the tier enterprise or advanced, or run one server.",
    reference: CLUSTER_SOURCE,
  },
  clusterWithoutSharedFiles: {
    code: "HF3202",
    severity: "error",
    title: "Several servers need files that all of them can reach.",
    fix: "Use an S3 store or a shared volume, or run one server.",
    reference: CLUSTER_SOURCE,
  },
  siteUrl: {
    code: "HF3203",
    severity: "error",
    title:
      "The site URL can't be served: the root file system is read-only, and a path would rewrite the web app.",
    fix: "Use https:// and a host name, at most with a port.",
    reference: SERVER_SOURCE,
  },
  ownedSetting: {
    code: "HF3204",
    severity: "error",
    title: "A setting is decided elsewhere and can't be set by hand.",
    fix: "Remove the setting, and use what decides it.",
  },
  conflict: {
    code: "HF3205",
    severity: "error",
    title: "Two features want different values for the same thing.",
    fix: "Leave one of the features out, or make them agree.",
  },
  secretInSettings: {
    code: "HF3206",
    severity: "error",
    title: "A secret stands in the settings, and so would stand in the synthesized files.",
    fix: "Write $(NAME), and let a feature give the variable NAME from a Secret.",
  },
  undefinedReference: {
    code: "HF3207",
    severity: "error",
    title:
      "A text refers to a variable that no earlier variable defines; Kubernetes would leave it as it stands.",
    fix: "Correct the name, add the variable by a feature, or write $$( for a plain $(.",
  },
  unavailableFeature: {
    code: "HF3208",
    severity: "error",
    title: "The edition of the server has no such feature.",
    fix: "Leave the feature out, or choose another edition.",
  },
  quantity: {
    code: "HF3209",
    severity: "error",
    title: "A quantity of CPU or memory can't be read.",
    fix: "Write a Kubernetes quantity such as 500m, 2, 512Mi or 4Gi.",
  },
  pluginEntry: {
    code: "HF3210",
    severity: "error",
    title: "An entry of the plugin maps can't be read; the server would drop the whole map without a word.",
    fix: 'Write PluginStates as { "<id>": { "Enable": true } } and Plugins as { "<id>": { "<setting>": … } }.',
    reference: SERVER_SOURCE,
  },
  missingPlugin: {
    code: "HF3211",
    severity: "error",
    title: "A feature needs a plugin that is not in the server image, and nothing brings it.",
    fix: "Add a PluginBundle with its id and codeOnly, or say that the server image is one of your own with it inside.",
  },
} as const satisfies Record<string, ProblemKind>;
