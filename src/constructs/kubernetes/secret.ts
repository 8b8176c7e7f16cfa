import { SecretV1 } from "@cdktf/provider-kubernetes/lib/secret-v1";
import { Construct, type IConstruct } from "constructs";
import { EphemeralPassword } from "./ephemeral-password";
import { guard, type Guarded } from "./guard";
import { labelsOf } from "./labels";
import type { INamespace } from "./namespace";
import { KUBERNETES_PROBLEMS, refuse } from "./problems";
import { literal } from "./terraform-text";

/** One value of a Secret, by reference. */
export interface SecretKey {
  readonly secret: ISecret;
  readonly key: string;
}

/** A Kubernetes Secret, known by name; its content is never seen here. */
export interface ISecret extends IConstruct {
  readonly secretName: string;
  /** Changes when the content was changed on purpose; readers restart then. */
  readonly revision: number;
  /** Refers to one value. Throws when the keys are known and this is not one. */
  key(key: string): SecretKey;
}

/** A value of a generated Secret: written as it is, drawn at apply time, or read then from elsewhere. */
export type SecretField =
  | { readonly value: string }
  | { readonly generate: { readonly length: number } }
  /** Reference to an ephemeral value, e.g. of a vault. */
  | { readonly ephemeral: string };

export interface GeneratedSecretProps extends Guarded {
  readonly namespace: INamespace;
  readonly name: string;
  /** Values by key. Those that are written as they are must not be secret (a user name). */
  readonly fields: Readonly<Record<string, SecretField>>;
  /** @default "Opaque" */
  readonly type?: string;
  /**
   * Raise it to write new values.
   * @default 1
   */
  readonly revision?: number;
  /** Labels that an operator looks for. */
  readonly labels?: Readonly<Record<string, string>>;
}

const MINIMUM_LENGTH = 24;

/** References to existing or generated Secrets. */
export abstract class Secret extends Construct implements ISecret {
  /** A Secret that somebody else made. */
  public static fromName(
    scope: Construct,
    id: string,
    attributes: { readonly name: string; readonly revision?: number },
  ): ISecret {
    return new ExistingSecret(scope, id, { name: attributes.name, revision: attributes.revision ?? 1 });
  }

  public abstract readonly secretName: string;
  public abstract readonly revision: number;
  public abstract key(key: string): SecretKey;
}

/** A Secret whose values are drawn at apply time and written once a revision; neither JSON nor state holds them. */
export class GeneratedSecret extends Secret {
  public override readonly secretName: string;
  public override readonly revision: number;
  private readonly keys: readonly string[];

  public constructor(scope: Construct, id: string, props: GeneratedSecretProps) {
    super(scope, id);
    this.secretName = props.name;
    this.revision = props.revision ?? 1;
    this.keys = Object.keys(props.fields);
    const resource = new SecretV1(this, "Resource", {
      metadata: {
        name: props.name,
        namespace: props.namespace.namespaceName,
        labels: { ...labelsOf(this, props.name), ...props.labels },
      },
      type: props.type ?? "Opaque",
      dataWo: Object.fromEntries(
        Object.entries(props.fields).map(([key, field]) => [key, this.contentOf(key, field)]),
      ),
      dataWoRevision: this.revision,
      ...guard(props),
    });
    resource.node.addDependency(props.namespace);
  }

  public override key(key: string): SecretKey {
    if (!this.keys.includes(key)) {
      refuse(this, KUBERNETES_PROBLEMS.unknownKey, {
        message: `secret "${this.secretName}" has no key "${key}"`,
        expected: `one of ${this.keys.join(", ")}`,
      });
    }
    return { secret: this, key };
  }

  private contentOf(key: string, field: SecretField): string {
    if ("value" in field) return literal(field.value);
    if ("ephemeral" in field) return field.ephemeral;
    if (field.generate.length < MINIMUM_LENGTH) {
      refuse(this, KUBERNETES_PROBLEMS.unsafeSecretField, {
        message: `key "${key}" asks for ${String(field.generate.length)} characters`,
        expected: `at least ${String(MINIMUM_LENGTH)}`,
      });
    }
    return EphemeralPassword.of(this).take(field.generate.length);
  }
}

class ExistingSecret extends Secret {
  public override readonly secretName: string;
  public override readonly revision: number;

  public constructor(
    scope: Construct,
    id: string,
    props: { readonly name: string; readonly revision: number },
  ) {
    super(scope, id);
    this.secretName = props.name;
    this.revision = props.revision;
  }

  public override key(key: string): SecretKey {
    return { secret: this, key };
  }
}
