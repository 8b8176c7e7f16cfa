import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { MEDIA_TAINT } from "../../../src/constructs/azure/pool-taints";
import type { Part } from "../part";
import { REPOSITORY } from "../toolchain/paths";
import { chapter } from "./examples/chapter";
import { constructsChapter, validatedChapter } from "./examples/constructs-trial";
import { lostResourcesHeal } from "./examples/lost-steps";
import { SiteTrial } from "./examples/site-trial";
import {
  applyPlatform,
  applyServices,
  applyServicesInTrouble,
  changeRolls,
  cutReleaseHeals,
  destroysClean,
  guardHolds,
  initAndValidate,
  nothingSecretIsWritten,
  operatorMadeItsNames,
  plansAreEmpty,
  podsHaveAllTheyNeed,
  revisionRolls,
} from "./examples/site-steps";
import type { Step } from "./examples/chapter";
import type { TrialClusterOptions } from "./examples/trial-cluster";

/** What an example shows beyond what all of them must. */
interface Story {
  readonly services: Step<SiteTrial>;
  readonly changes: readonly Step<SiteTrial>[];
  /** Default three nodes. */
  readonly cluster?: TrialClusterOptions;
}

const ORDINARY: Story = { services: applyServices, changes: [] };

const STORIES: Readonly<Record<string, Story>> = {
  enterprise: {
    ...ORDINARY,
    cluster: { nodes: 9, apart: { count: 2, label: { key: MEDIA_TAINT.key, value: MEDIA_TAINT.value } } },
  },
  "enterprise-government": { ...ORDINARY, cluster: { nodes: 6 } },
  "azure-local": { ...ORDINARY, cluster: { nodes: 4 } },
  edge: {
    services: applyServices,
    changes: [
      changeRolls("a setting of NGINX", { proxy: { trustedProxies: ["10.20.30.40/32"] } }, [
        "deployment/nginx",
      ]),
      revisionRolls(
        "the licence's revision",
        { mattermost: { licence: { revision: 2 } } },
        { rolled: ["deployment/mattermost"], changed: [] },
      ),
      revisionRolls(
        "the database login's revision",
        { secrets: { database: { generate: true, revision: 2 } } },
        { rolled: ["deployment/mattermost"], changed: ["postgres-credentials/password"] },
      ),
    ],
  },
  "edge-single": {
    services: applyServicesInTrouble,
    changes: [
      cutReleaseHeals,
      lostResourcesHeal,
      changeRolls(
        "a setting of Mattermost",
        { mattermost: { settings: { TeamSettings: { MaxNotificationsPerChannel: 500 } } } },
        ["deployment/mattermost"],
      ),
      revisionRolls(
        "the store login's revision",
        { secrets: { objectStore: { generate: true, revision: 2 } } },
        {
          rolled: ["deployment/mattermost", "job/store-setup-"],
          changed: ["object-store-credentials/accesskey", "object-store-credentials/secretkey"],
        },
      ),
      revisionRolls(
        "a label on everything",
        { labels: { "holdfast.example/changed": "yes" } },
        { rolled: ["deployment/mattermost", "deployment/nginx", "statefulset/store"], changed: [] },
      ),
      guardHolds,
    ],
  },
};

function siteFiles(): readonly (readonly [name: string, file: string])[] {
  const folder = join(REPOSITORY, "examples");
  return readdirSync(folder)
    .map((name) => [name, join(folder, name, "site.yaml")] as const)
    .filter(([, file]) => existsSync(file))
    .sort();
}

function siteChapter([name, file]: readonly [string, string]) {
  const { services, changes, cluster } = STORIES[name] ?? ORDINARY;
  return chapter(name, (ctx) => SiteTrial.open(ctx, file, cluster), [
    initAndValidate,
    applyPlatform,
    services,
    plansAreEmpty,
    podsHaveAllTheyNeed,
    operatorMadeItsNames,
    nothingSecretIsWritten,
    ...changes,
    destroysClean,
  ]);
}

export const part: Part = {
  name: "examples",
  title: "Every example applied with Terraform, changed, healed and destroyed",
  needs: ["terraform"],
  seconds: 900,
  together: [
    ["edge", "edge-federated", "edge-voice", "constructs"],
    ["enterprise", "enterprise-government", "azure-local", "edge-single", "network-policies"],
  ],
  proves: [
    "Boards",
    "BucketSetup",
    "Calls",
    "CallsOffloader",
    "CertManager",
    "Chart",
    "CloudNativePg",
    "ConfigFiles",
    "Connections",
    "CustomResources",
    "DisruptionBudget",
    "EphemeralPassword",
    "ExternalSecrets",
    "GeneratedSecret",
    "JobAccess",
    "JobPreload",
    "Keycloak",
    "KeycloakCertificate",
    "MattermostServer",
    "MinioStore",
    "Namespace",
    "NginxProxy",
    "Playbooks",
    "PostgresCluster",
    "PullSecret",
    "ProxyCertificate",
    "RealmSetup",
    "Service",
    "SiteAuthority",
    "VaultSecrets",
    "Workload",
  ],
  checks: [
    ...siteFiles().flatMap(siteChapter),
    ...constructsChapter,
    ...validatedChapter("enterprise-identity"),
  ],
};
