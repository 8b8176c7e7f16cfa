import type { Image } from "../../../catalog/image";
import { refuse } from "../../kubernetes/problems";
import type { SecretKey } from "../../kubernetes/secret";
import type { IMattermostFeature, MattermostFeatureConfig } from "../mattermost-feature";
import type { IMattermostServer } from "../mattermost-reference";
import { bundleFile, type BundleDelivery } from "./bundle-delivery";
import { PLUGIN_PROBLEMS } from "./problems";

export interface PluginBundleProps {
  /** Id of the plugin's manifest, e.g. `com.mattermost.plugin-legal-hold`. */
  readonly id: string;
  /** Exact version of its manifest. */
  readonly version: string;
  /** Image with the bundle, and with a shell, `sha256sum` and `cp`: a small base image and one COPY. */
  readonly image: Image | string;
  /** Absolute path of the `.tar.gz` in the image; its signature lies beside it with `.sig` appended. */
  readonly file: string;
  /** SHA-256 of the bundle, hexadecimal. */
  readonly sha256: string;
  /** @default true */
  readonly signed?: boolean;
  /**
   * Says why the bundle is uploaded over the API instead: uploads stay open then, and signatures are not asked for.
   * @default - none: prepackaged, uploads off
   */
  readonly uploadReason?: string;
  /** @default true */
  readonly enabled?: boolean;
  /** Settings of the plugin; secrets as `$(NAME)` of a variable that a feature brings. @default {} */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Settings whose values come from Secrets; no quotation mark or backslash in them. @default {} */
  readonly secretSettings?: Readonly<Record<string, SecretKey>>;
  /**
   * Whether another feature decides the plugin's state and settings, and this one only brings the code.
   * @default false
   */
  readonly codeOnly?: boolean;
}

/** A plugin that is not in the server image, pinned by version and digest, brought without the marketplace. */
export class PluginBundle implements IMattermostFeature {
  public readonly featureName: string;

  public constructor(private readonly props: PluginBundleProps) {
    this.featureName = `plugin-${props.id}`;
  }

  public bind(server: IMattermostServer): MattermostFeatureConfig {
    this.check(server);
    const { codeOnly, enabled, id, uploadReason } = this.props;
    const bundle = this.bundle();
    return {
      bundles: [bundle],
      ...(!(codeOnly ?? false) && {
        plugins: { [id]: { enabled: enabled ?? true, settings: this.settings() } },
        env: Object.fromEntries(this.variables().map(({ variable, secret }) => [variable, { secret }])),
      }),
      ...(uploadReason !== undefined && {
        settings: { PluginSettings: { EnableUploads: true, RequirePluginSignature: false } },
        setup: { name: this.featureName, steps: [uploadStep(bundle)] },
      }),
    };
  }

  /** Undefined when none is given: the plugin's own then. */
  private settings(): Readonly<Record<string, unknown>> | undefined {
    const secrets = this.variables().map(({ setting, variable }) => [setting, `$(${variable})`] as const);
    if (secrets.length === 0) return this.props.settings;
    return { ...this.props.settings, ...Object.fromEntries(secrets) };
  }

  private variables() {
    return Object.entries(this.props.secretSettings ?? {}).map(([setting, secret]) => {
      const name = `${this.props.id}_${setting}`.replace(/[^A-Za-z0-9]/g, "_").toUpperCase();
      return { setting, secret, variable: `HOLDFAST_PLUGIN_${name}` } as const;
    });
  }

  private bundle(): BundleDelivery {
    const { file, id, image, sha256, signed, uploadReason, version } = this.props;
    const delivery = uploadReason === undefined ? "prepackaged" : "upload";
    return { id, version, image, file, sha256, signed: signed ?? true, delivery };
  }

  private check(server: IMattermostServer): void {
    const { file, id, sha256, signed, uploadReason, version } = this.props;
    if (!/^[0-9a-f]{64}$/.test(sha256)) {
      refuse(server, PLUGIN_PROBLEMS.digest, {
        message: `the plugin ${id} has the digest "${sha256}"`,
        expected: "64 hexadecimal digits",
      });
    }
    if (
      !/^[a-z0-9][a-z0-9._-]+$/i.test(id) ||
      !/^[0-9][\w.+-]*$/.test(version) ||
      !/^\/[\w./+-]+$/.test(file)
    ) {
      refuse(server, PLUGIN_PROBLEMS.reference, {
        message: `the plugin is "${id}" ${version} in "${file}"`,
        expected: "an id, a version such as 1.1.6, and an absolute path of letters, digits and ./_+-",
      });
    }
    if (signed === false && uploadReason === undefined) {
      refuse(server, PLUGIN_PROBLEMS.unsigned, {
        message: `the plugin ${id} has no signature`,
        expected: "a signature, or delivery by upload",
      });
    }
    if (uploadReason !== undefined && uploadReason.trim().length < 10) {
      refuse(server, PLUGIN_PROBLEMS.uploadReason, {
        message: `the plugin ${id} is uploaded with the reason "${uploadReason}"`,
        expected: "a reason in a sentence",
      });
    }
  }
}

function uploadStep(bundle: BundleDelivery) {
  const { id, sha256, version } = bundle;
  return { kind: "plugin", id: "bundle", plugin: id, version, file: bundleFile(bundle), sha256 } as const;
}
