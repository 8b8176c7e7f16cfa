import type { SiteSpec } from "../../../../src/site/spec";
import { all, type Change, type RuleCase } from "../sites";

type Plugin = NonNullable<SiteSpec["plugins"]>[number];

const PLUGIN: Plugin = {
  id: "com.example.field",
  version: "1.0.0",
  image: "registry.outpost-kestrel.example/field/plugins:1.0.0",
  file: "/bundles/field.tar.gz",
  sha256: "a".repeat(64),
};

function brings(...plugins: readonly Partial<Plugin>[]): Change {
  return (spec) => {
    spec.plugins = plugins.map((each) => ({ ...PLUGIN, ...each }));
  };
}

const uploadReason = "its vendor signs nothing";
const login = { secret: "field-login", key: "token" };
const fips: Change = ({ mattermost }) => {
  mattermost.edition = "fips";
};

export const PLUGIN_CASES: readonly RuleCase[] = [
  {
    code: "HF2658",
    what: "no digest, and one that is cut off",
    breaks: brings({ sha256: undefined }, { id: "com.example.other", sha256: "abc" }),
    keeps: brings({}),
    paths: ["plugins[0].sha256", "plugins[1].sha256"],
    shows: "abc",
  },
  {
    code: "HF2659",
    what: "unsigned without a reason",
    breaks: brings({ signed: false }),
    keeps: brings({ signed: false, uploadReason }),
    paths: ["plugins[0].signed"],
    shows: "uploadReason is absent",
  },
  {
    code: "HF2660",
    what: "no tag, and tags that move",
    breaks: brings(
      { image: "registry.outpost-kestrel.example:5000/field/plugins" },
      { id: "com.example.second", image: "registry.outpost-kestrel.example/plugins:latest" },
      { id: "com.example.third", image: "registry.outpost-kestrel.example/plugins:1" },
    ),
    keeps: brings({ image: `registry.outpost-kestrel.example/plugins:latest@sha256:${"b".repeat(64)}` }),
    paths: ["plugins[0].image", "plugins[1].image", "plugins[2].image"],
    shows: "latest",
  },
  {
    code: "HF2661",
    what: "a public registry, and none at all, at a disconnected site",
    breaks: brings(
      { image: "ghcr.io/field/plugins:1.0.0" },
      { id: "com.example.other", image: "field/plugins:1.0.0" },
    ),
    keeps: brings({}),
    paths: ["plugins[0].image", "plugins[1].image"],
    shows: "ghcr.io",
  },
  {
    code: "HF2662",
    what: "one plugin in two versions",
    breaks: brings({}, { version: "1.1.0" }),
    keeps: brings({}, { id: "com.example.other" }),
    paths: ["plugins[1].id"],
    shows: "plugins[0]",
  },
  {
    code: "HF2663",
    what: "a plugin that is in the image",
    breaks: brings({ id: "playbooks" }),
    keeps: brings({ id: "com.example.playbooks" }),
    paths: ["plugins[0].id"],
    shows: "playbooks",
  },
  {
    code: "HF2664",
    what: "uploads that stay open",
    breaks: brings({ signed: false, uploadReason }),
    keeps: brings({}),
    paths: ["plugins[0].uploadReason"],
    shows: uploadReason,
  },
  {
    code: "HF2665",
    what: "a secret in the file",
    breaks: brings({ settings: { ApiToken: "hunter2" } }),
    keeps: brings({ settings: { depth: 3, ApiToken: "" }, secretSettings: { ApiKey: login } }),
    paths: ["plugins[0].settings.ApiToken"],
    shows: "(hidden)",
  },
  {
    code: "HF2666",
    what: "a plugin from outside in the FIPS edition",
    breaks: all(fips, brings({})),
    keeps: all(fips, brings({ enabled: false })),
    paths: ["plugins[0].id"],
    shows: "com.example.field",
  },
  {
    code: "HF2667",
    what: "a setting as a text and from a Secret",
    breaks: brings({ settings: { host: "a" }, secretSettings: { Host: login } }),
    keeps: brings({ settings: { host: "a" }, secretSettings: { Token: login } }),
    paths: ["plugins[0].settings.host"],
    shows: "secretSettings",
  },
];
