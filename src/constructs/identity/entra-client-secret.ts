import { ApplicationPasswordA } from "@cdktf/provider-azuread/lib/application-password";
import { Construct } from "constructs";
import type { INamespace } from "../kubernetes/namespace";
import { refuse } from "../kubernetes/problems";
import { GeneratedSecret, type SecretKey } from "../kubernetes/secret";
import { ENTRA_PROBLEMS } from "./entra-problems";
import { requireDate } from "./entra-values";

/** Where the client secret of an Entra application comes from. It never stands in the synthesized files. */
export type EntraClientSecret =
  /** Made beside Terraform and put into a Secret; see `docs/decisions/050-entra-client-secrets.md`. */
  | {
      readonly existing: SecretKey;
      /** Its last moment, e.g. `2027-03-31T00:00:00Z`, for the rules about missions that last longer. */
      readonly expires: string;
    }
  /** Made by Terraform, which keeps the value in its state for as long as the secret lives. */
  | {
      readonly keptInState: {
        /** Why that is acceptable here, in a sentence. */
        readonly reason: string;
        /** Last moment, e.g. `2027-03-31T00:00:00Z`. */
        readonly expires: string;
        readonly namespace: INamespace;
        /** Name of the Secret that receives it. */
        readonly secretName: string;
        /**
         * Raise it to replace the secret.
         * @default 1
         */
        readonly revision?: number;
      };
    };

export interface EntraSecretProps {
  /** Resource id of the application: `/applications/<object id>`. */
  readonly applicationId: string;
  readonly secret: EntraClientSecret;
}

const KEY = "client-secret";

/** The client secret of an application, as a reference. */
export class EntraSecret extends Construct {
  public readonly key: SecretKey;
  /** Its last moment. */
  public readonly expires: string;
  /** Why the value stands in the state; absent when it doesn't. */
  public readonly inStateBecause?: string;

  public constructor(scope: Construct, id: string, props: EntraSecretProps) {
    super(scope, id);
    if ("existing" in props.secret) {
      this.key = props.secret.existing;
      this.expires = requireDate(this, "expires", props.secret.expires);
      return;
    }
    const { expires, namespace, reason, revision = 1, secretName } = props.secret.keptInState;
    if (reason.trim().length < 10) {
      refuse(this, ENTRA_PROBLEMS.secretInState, {
        message: `the reason is "${reason}"`,
        expected: "a reason in a sentence",
      });
    }
    this.inStateBecause = reason;
    this.expires = requireDate(this, "expires", expires);
    const password = new ApplicationPasswordA(this, "Password", {
      applicationId: props.applicationId,
      displayName: `${secretName} ${revision}`,
      endDate: expires,
      rotateWhenChanged: { revision: String(revision) },
      // The old one works until the new one is in place.
      lifecycle: { createBeforeDestroy: true },
    });
    const secret = new GeneratedSecret(this, "Secret", {
      namespace,
      name: secretName,
      fields: { [KEY]: { value: password.value } },
      revision,
    });
    this.key = secret.key(KEY);
  }
}
