import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Construct } from "constructs";
import { emptyStoreDifferences } from "../../../src/catalog/mattermost-settings";
import { Connections } from "../../../src/constructs/kubernetes/connections";
import { Secret } from "../../../src/constructs/kubernetes/secret";
import { Boards } from "../../../src/constructs/mattermost/features/boards";
import { Playbooks } from "../../../src/constructs/mattermost/features/playbooks";
import type {
  IMattermostFeature,
  MattermostFeatureConfig,
} from "../../../src/constructs/mattermost/mattermost-feature";
import { undefinedReferences } from "../../../src/constructs/mattermost/references";
import { problemCodes, resourcesByName, synth } from "../../support/synth";
import { deploymentOf, environmentOf, world, type WorldProps } from "./world";

const KEYS = resolve(__dirname, "../../../../shared/reference/mattermost/config-keys.json");
const withKeys = existsSync(KEYS) ? test : test.skip;

function feature(featureName: string, config: MattermostFeatureConfig): IMattermostFeature {
  return { featureName, bind: () => config };
}

const VARIANTS: readonly [string, WorldProps][] = [
  ["minimal", {}],
  ["three licensed servers", { replicas: 3, tier: "enterprise" }],
  ["connected", { connectivity: "connected", tier: "professional" }],
  [
    "shared files",
    { replicas: 2, tier: "advanced", files: { kind: "files", claimName: "nas", shared: true } },
  ],
  ["fips", { edition: "fips", caBundle: { configMap: "ca", key: "bundle.pem" } }],
];

describe("environment", () => {
  test.each(VARIANTS)("%s: no name twice, references after what they refer to", (_, props) => {
    const { env } = deploymentOf(world(props)).spec.template.spec.container[0];
    const names = env.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const inOrder = Object.fromEntries(env.map(({ name, value }) => [name, value ?? { field: "secret" }]));
    expect(undefinedReferences(inOrder)).toEqual([]);
  });

  withKeys.each(VARIANTS)("%s: the server knows every variable and its type", (_, props) => {
    const source = JSON.parse(readFileSync(KEYS, "utf8")) as {
      keys: readonly { env: string; type: string; env_settable: boolean }[];
      special_env: readonly { env: string }[];
    };
    const types = new Map(source.keys.filter((key) => key.env_settable).map((key) => [key.env, key.type]));
    const special = new Set(source.special_env.map((each) => each.env));
    const shapes: Readonly<Record<string, RegExp>> = {
      bool: /^(true|false)$/,
      int: /^-?\d+$/,
      map: /^\{.*\}$/,
      "[]string": /^\S+( \S+)*$/,
      string: /^/,
    };
    for (const [name, value] of Object.entries(environmentOf(world(props)))) {
      if (!name.startsWith("MM_") || special.has(name)) continue;
      const type = types.get(name);
      expect([name, type]).toEqual([name, expect.any(String)]);
      expect([name, shapes[type!]?.test(value)]).toEqual([name, true]);
    }
  });

  test("writes everything whose default differs on an empty store", () => {
    const env = environmentOf(world());
    const missing = emptyStoreDifferences().filter(({ variable }) => env[variable] === undefined);
    expect(missing).toEqual([]);
  });

  test("login, keys and licence come from Secrets, everything else holds none", () => {
    const env = environmentOf(world({ tier: "enterprise" }));
    const secrets = Object.entries(env).filter(([, value]) => value.startsWith("secret "));
    expect(Object.fromEntries(secrets)).toEqual({
      DB_USERNAME: "secret database-login/username",
      DB_PASSWORD: "secret database-login/password",
      MM_SQLSETTINGS_ATRESTENCRYPTKEY: "secret mattermost-secrets/atrestencryptkey",
      MM_FILESETTINGS_PUBLICLINKSALT: "secret mattermost-secrets/publiclinksalt",
      MM_FILESETTINGS_AMAZONS3ACCESSKEYID: "secret store-login/accesskey",
      MM_FILESETTINGS_AMAZONS3SECRETACCESSKEY: "secret store-login/secretkey",
      MM_LICENSE: "secret licence/license",
    });
    expect(env.MM_CONFIG).toBe(
      "postgres://$(DB_USERNAME):$(DB_PASSWORD)@db.outpost.example:5432/mattermost?sslmode=verify-full&sslrootcert=/holdfast/ca/database/ca.crt&connect_timeout=10&binary_parameters=yes",
    );
    expect(env.MM_SQLSETTINGS_DATASOURCE).toBe(env.MM_CONFIG);
  });

  test("readers need a licence", () => {
    const unlicensed = environmentOf(world());
    const licensed = environmentOf(world({ tier: "professional" }));
    expect(unlicensed).not.toHaveProperty("MM_SQLSETTINGS_DATASOURCEREPLICAS");
    expect(licensed.MM_SQLSETTINGS_DATASOURCEREPLICAS?.split(" ")).toEqual([
      expect.stringContaining("@r1.outpost.example:5432/"),
      expect.stringContaining("@r2.outpost.example:5433/"),
    ]);
    expect(licensed.MM_SQLSETTINGS_DATASOURCESEARCHREPLICAS).toContain("@s1.outpost.example:5432/");
  });

  test("a person's texts mean nothing to Terraform", () => {
    const settings = { AnnouncementSettings: { BannerText: "100 %{if} ${var.x} $5" } };
    expect(environmentOf(world({ settings })).MM_ANNOUNCEMENTSETTINGS_BANNERTEXT).toBe(
      "100 %%{if} $${var.x} $5",
    );
  });
});

describe("settings", () => {
  test("the person's win over the features', the features' over the toolkit's", () => {
    const loud = feature("loud", {
      settings: { LogSettings: { ConsoleLevel: "DEBUG", MaxFieldSize: 100 } },
    });
    const { server } = world({
      features: [loud],
      settings: { LogSettings: { MaxFieldSize: 200 }, ServiceSettings: { EnableLatex: true } },
    });
    const said = Object.fromEntries(server.settings().map(({ path, value, by }) => [path, [value, by]]));
    expect(said).toMatchObject({
      "LogSettings.ConsoleJson": [true, "toolkit"],
      "LogSettings.ConsoleLevel": ["DEBUG", "loud"],
      "LogSettings.MaxFieldSize": [200, "settings"],
      "ServiceSettings.EnableLatex": [true, "settings"],
    });
  });

  test("a member that follows another does so unless it is set", () => {
    const sync = (settings: WorldProps["settings"]) =>
      environmentOf(world({ settings })).MM_LDAPSETTINGS_ENABLESYNC;
    expect(sync({})).toBe("false");
    expect(sync({ LdapSettings: { Enable: true } })).toBe("true");
    expect(sync({ LdapSettings: { Enable: true, EnableSync: false } })).toBe("false");
  });

  test("plugins that a person adds join the whole maps", () => {
    const settings = {
      PluginSettings: {
        PluginStates: { jira: { Enable: true } },
        Plugins: { jira: { EnableJiraUI: false } },
      },
    };
    const env = environmentOf(world({ settings }));
    expect(JSON.parse(env.MM_PLUGINSETTINGS_PLUGINSTATES!)).toEqual({
      "com.mattermost.calls": { Enable: false },
      "com.mattermost.nps": { Enable: false },
      focalboard: { Enable: true },
      jira: { Enable: true },
      "mattermost-ai": { Enable: false },
      playbooks: { Enable: true },
    });
    expect(JSON.parse(env.MM_PLUGINSETTINGS_PLUGINS!)).toEqual({
      focalboard: { enablepublicsharedboards: false },
      jira: { enablejiraui: false },
      playbooks: { enableincrementalupdates: false },
    });
  });
});

describe("refuses", () => {
  test.each<[string, WorldProps, string[]]>([
    ["a cluster without licence", { replicas: 2 }, ["HF3201"]],
    ["a cluster with too small a licence", { replicas: 2, tier: "professional" }, ["HF3201"]],
    [
      "two servers on one node's volume",
      { replicas: 2, tier: "enterprise", files: { kind: "files", claimName: "disk", shared: false } },
      ["HF3202"],
    ],
    ["a site URL with a path", { siteUrl: "https://chat.outpost.example/chat" }, ["HF3203"]],
    ["a site URL that is none", { siteUrl: "chat.outpost.example" }, ["HF3203"]],
    ["a setting that a property decides", { settings: { SqlSettings: { MaxOpenConns: 5 } } }, ["HF3204"]],
    [
      "e-mail batching in a cluster",
      { replicas: 2, tier: "enterprise", settings: { EmailSettings: { EnableEmailBatching: true } } },
      ["HF3204"],
    ],
    ["a secret in clear", { settings: { EmailSettings: { SMTPPassword: "hunter2" } } }, ["HF3206"]],
    ["memory that is none", { resources: { cpu: "2", memory: "much" } }, ["HF3209"]],
    [
      "a plugin state that is none",
      { settings: { PluginSettings: { PluginStates: { jira: true } } } },
      ["HF3210"],
    ],
    [
      "a switch that a feature holds",
      { settings: { PluginSettings: { PluginStates: { playbooks: { Enable: false } } } } },
      ["HF3205"],
    ],
    [
      "features that disagree on a setting",
      {
        features: [
          feature("one", { settings: { LogSettings: { MaxFieldSize: 1 } } }),
          feature("two", { settings: { LogSettings: { MaxFieldSize: 2 } } }),
        ],
      },
      ["HF3205"],
    ],
    ["a feature twice", { features: [new Boards(), new Boards()] }, ["HF3205"]],
    [
      "a feature that writes a setting's variable",
      { features: [feature("sly", { env: { MM_SERVICESETTINGS_SITEURL: "https://else.example" } })] },
      ["HF3205"],
    ],
    [
      "a feature that sets what a property decides",
      { features: [feature("sly", { settings: { ClusterSettings: { Enable: true } } })] },
      ["HF3204"],
    ],
    [
      "a feature that writes a map of the plugins whole",
      { features: [feature("sly", { settings: { PluginSettings: { Plugins: { jira: {} } } } })] },
      ["HF3204"],
    ],
    [
      "a feature that writes the states of the plugins whole",
      { features: [feature("sly", { settings: { PluginSettings: { PluginStates: {} } } })] },
      ["HF3204"],
    ],
    [
      "a feature that writes the variable of a map",
      { features: [feature("sly", { env: { MM_PLUGINSETTINGS_PLUGINSTATES: "{}" } })] },
      ["HF3205"],
    ],
    ["Playbooks on Team Edition", { edition: "team", features: [new Playbooks()] }, ["HF3208"]],
    [
      "several mistakes, all at once",
      { replicas: 2, siteUrl: "ftp://x.example", settings: { LogSettings: { MaxFieldSize: "1" as never } } },
      ["HF3201", "HF3203", "HF2204"],
    ],
  ])("%s", (_, props, codes) => {
    expect(problemCodes(() => world(props))).toEqual(codes);
  });

  test("a reference to nothing, at synth", () => {
    const { stack, server } = world({ settings: { EmailSettings: { SMTPPassword: "$(SMTP_PASSWORD)" } } });
    expect(() => synth(stack)).toThrow(/MM_EMAILSETTINGS_SMTPPASSWORD refers to \$\(SMTP_PASSWORD\).*HF3207/);
    const secret = Secret.fromName(stack, "Mail", { name: "mail" }).key("password");
    server.addFeature(feature("mail", { env: { SMTP_PASSWORD: { secret } } }));
    expect(() => synth(stack)).not.toThrow();
  });

  test("never shows a secret", () => {
    expect(() => world({ settings: { EmailSettings: { SMTPPassword: "hunter2" } } })).not.toThrow(/hunter2/);
  });
});

describe("pod", () => {
  test("one licensed cluster: rolling, probed, limited, listening on what it should", () => {
    const { spec } = deploymentOf(world({ replicas: 3, tier: "enterprise" }));
    const [container] = spec.template.spec.container;
    expect(spec.strategy).toMatchObject({ rolling_update: { max_surge: "1", max_unavailable: "0" } });
    expect(container.port).toEqual([
      { name: "http", container_port: 8065, protocol: "TCP" },
      { name: "gossip", container_port: 8074, protocol: "TCP" },
      { name: "gossip-udp", container_port: 8074, protocol: "UDP" },
      { name: "metrics", container_port: 8067, protocol: "TCP" },
    ]);
    const { period_seconds, failure_threshold } = container.startup_probe;
    expect(period_seconds * failure_threshold).toBeGreaterThanOrEqual(600);
    expect(container.volume_mount.map((mount) => mount.mount_path)).toEqual([
      "/tmp",
      "/var/tmp",
      "/mattermost/logs",
      "/mattermost/plugins",
      "/mattermost/client/plugins",
      "/holdfast/ca/database",
      "/holdfast/ca/object-store",
    ]);
    expect(container).toMatchObject({
      image: "docker.io/mattermost/mattermost-enterprise-edition:11.7.9",
      security_context: { read_only_root_filesystem: true, run_as_user: "2000", run_as_group: "2000" },
      resources: { limits: { memory: "4Gi" } },
    });
  });

  test("a volume of one node is let go before the next pod starts", () => {
    const { spec } = deploymentOf(world({ files: { kind: "files", claimName: "disk", shared: false } }));
    expect(spec.strategy).toEqual({ type: "Recreate" });
    expect(spec.template.spec.container[0].volume_mount).toContainEqual(
      expect.objectContaining({ name: "files", mount_path: "/mattermost/data" }),
    );
  });

  test("without licence and cluster only the web port is there", () => {
    const { server, stack } = world();
    expect(server.workload.ports).toEqual([{ name: "http", port: 8065 }]);
    const monitoring = new Connections(stack, "Monitoring", { name: "monitoring" });
    expect(
      problemCodes(() => {
        monitoring.allowTo(server, "metrics", { port: "metrics" });
      }),
    ).toEqual(["HF3001"]);
  });
});

describe("connections", () => {
  const edges = (props: WorldProps) =>
    Connections.allBelow(world(props).server).map(
      ({ to, port, why }) => `${to.sideName} ${port.port}/${port.protocol ?? "TCP"} ${why}`,
    );

  test.each<[string, WorldProps, string[]]>([
    ["alone", {}, ["database 5432/TCP queries", "store 9000/TCP files"]],
    [
      "cluster",
      { replicas: 2, tier: "enterprise" },
      [
        "database 5432/TCP queries",
        "store 9000/TCP files",
        "mattermost 8074/TCP cluster gossip",
        "mattermost 8074/UDP cluster gossip",
      ],
    ],
    ["files", { files: { kind: "files", claimName: "nas", shared: true } }, ["database 5432/TCP queries"]],
    [
      "connected",
      { connectivity: "connected" },
      [
        "database 5432/TCP queries",
        "store 9000/TCP files",
        "internet 443/TCP link previews and vendor notices",
      ],
    ],
  ])("%s", (_, props, expected) => {
    expect(edges(props)).toEqual(expected);
  });
});

describe("features", () => {
  test("one that comes late has the same effect as one that was there", () => {
    const addition = (scope: Construct) =>
      feature("late", {
        settings: { LogSettings: { MaxFieldSize: 7 } },
        plugins: { "com.mattermost.calls": { enabled: true } },
        env: {
          MM_CALLS_RTCD_AUTH_KEY: { secret: Secret.fromName(scope, "Rtcd", { name: "rtcd" }).key("key") },
        },
        reaches: [
          {
            peer: new Connections(scope, "Peer", { name: "rtcd", ports: [{ name: "api", port: 8045 }] }),
            why: "calls",
          },
        ],
      });
    const before = world();
    const late = world();
    const hash = (scene: typeof late) =>
      deploymentOf(scene).spec.template.metadata.annotations["holdfast/config-hash"];
    const firstHash = hash(before);
    late.server.addFeature(addition(new Construct(late.stack, "Extra")));
    expect(environmentOf(late)).toEqual({
      ...environmentOf(before),
      MM_LOGSETTINGS_MAXFIELDSIZE: "7",
      MM_CALLS_RTCD_AUTH_KEY: "secret rtcd/key",
      MM_PLUGINSETTINGS_PLUGINSTATES: environmentOf(before).MM_PLUGINSETTINGS_PLUGINSTATES!.replace(
        '"com.mattermost.calls":{"Enable":false}',
        '"com.mattermost.calls":{"Enable":true}',
      ),
    });
    expect(hash(late)).not.toBe(firstHash);
    expect(Connections.allBelow(late.server).map(({ to }) => to.sideName)).toContain("rtcd");
    const changed = { ...deploymentOf(late), depends_on: [] };
    expect(changed.spec.strategy).toEqual(deploymentOf(before).spec.strategy);
  });

  test("Team Edition gets Boards alone", () => {
    const env = environmentOf(world({ edition: "team" }));
    expect(JSON.parse(env.MM_PLUGINSETTINGS_PLUGINSTATES!)).toMatchObject({
      focalboard: { Enable: true },
      playbooks: { Enable: false },
    });
  });
});

test("the tree is a contract", () => {
  const { server } = world({ replicas: 2, tier: "enterprise" });
  const paths = server.node.findAll().map((each) => each.node.path.replace("test/Mattermost", "."));
  expect(paths).toMatchInlineSnapshot(`
   [
     ".",
     "./Secrets",
     "./Secrets/Resource",
     "./Workload",
     "./Workload/Resource",
     "./Workload/Connections",
     "./Workload/Connections/Policy",
     "./Workload/Connections/Policy/Resource",
     "./Workload/DisruptionBudget",
     "./Workload/DisruptionBudget/Resource",
     "./Service",
     "./Service/Resource",
   ]
  `);
});

test("what others read", () => {
  const scene = world({ maxFileSize: 250 });
  expect(scene.server.mattermost).toEqual({
    siteUrl: "https://chat.outpost.example",
    version: "11.7.9",
    edition: "enterprise",
    replicas: 1,
    connectivity: "disconnected",
    maxFileSize: 250,
    licenceTier: undefined,
    host: "mattermost.outpost.svc.cluster.local",
    port: 8065,
  });
  expect(environmentOf(scene).MM_FILESETTINGS_MAXFILESIZE).toBe("262144000");
  expect(resourcesByName(synth(scene.stack), "kubernetes_service_v1").mattermost).toMatchObject({
    spec: { cluster_ip: "None", port: [{ name: "http", port: 8065, target_port: "8065" }] },
  });
});

test("starts after its own secrets and the database", () => {
  expect(deploymentOf(world()).depends_on?.map((each) => each.replace(/_[0-9A-F]{8}$/, ""))).toEqual([
    "kubernetes_config_map_v1.Database_Parameters",
    "kubernetes_namespace_v1.Namespace",
    "kubernetes_network_policy_v1.Namespace_EveryPod_Policy",
    "kubernetes_secret_v1.Mattermost_Secrets",
  ]);
});
