import {
  PluginBundle,
  type PluginBundleProps,
} from "../../../../src/constructs/mattermost/plugins/plugin-bundle";
import { problemCodes } from "../../../support/synth";
import { deploymentOf, environmentOf, world } from "../world";

const PLUGIN: PluginBundleProps = {
  id: "com.example.field",
  version: "1.0.0",
  image: "registry.outpost.example/plugins:1",
  file: "/bundles/field.tar.gz",
  sha256: "a".repeat(64),
};

const REFUSED: readonly [string, Partial<PluginBundleProps>, readonly string[]][] = [
  ["as it should be", {}, []],
  ["no digest", { sha256: "" }, ["HF3840"]],
  ["a file that is no path", { file: "field.tar.gz" }, ["HF3841"]],
  ["a version that moves", { version: "latest" }, ["HF3841"]],
  ["unsigned", { signed: false }, ["HF3842"]],
  ["unsigned, uploaded without a reason", { signed: false, uploadReason: "because" }, ["HF3843"]],
  ["unsigned, uploaded with a reason", { signed: false, uploadReason: "the vendor signs nothing" }, []],
];

test.each(REFUSED)("%s", (_, props, codes) => {
  expect(problemCodes(() => world({ features: [new PluginBundle({ ...PLUGIN, ...props })] }))).toEqual(codes);
});

test("lies beside the image's own plugins with its signature, and uploads stay off", () => {
  const scene = world({ features: [new PluginBundle({ ...PLUGIN, settings: { Depth: 3 } })] });
  const [container] = deploymentOf(scene).spec.template.spec.container;
  const mounted = container.volume_mount.map(({ mount_path }) => mount_path);
  const file = "/mattermost/prepackaged_plugins/com.example.field-1.0.0.tar.gz";
  expect(mounted).toEqual(expect.arrayContaining([file, `${file}.sig`]));
  const env = environmentOf(scene);
  expect(env.MM_PLUGINSETTINGS_ENABLEUPLOADS).toBe("false");
  expect(JSON.parse(env.MM_PLUGINSETTINGS_PLUGINSTATES!)).toMatchObject({
    "com.example.field": { Enable: true },
  });
  expect(JSON.parse(env.MM_PLUGINSETTINGS_PLUGINS!)).toMatchObject({ "com.example.field": { depth: 3 } });
});

test("an upload opens uploads, and the setup hands the bundle in", () => {
  const scene = world({
    features: [new PluginBundle({ ...PLUGIN, signed: false, uploadReason: "not signed by its vendor" })],
  });
  expect(environmentOf(scene).MM_PLUGINSETTINGS_ENABLEUPLOADS).toBe("true");
  expect(scene.server.setups()).toMatchObject([
    { steps: [{ kind: "plugin", file: "/plugin-bundles/com.example.field-1.0.0.tar.gz" }] },
  ]);
});
