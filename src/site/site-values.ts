/** Resources of one pod. Memory is request and limit at once; CPU is a request. */
export interface Resources {
  /** Kubernetes CPU quantity, e.g. `2` or `500m`. */
  readonly cpu: string;
  /** Kubernetes memory quantity, e.g. `4Gi`. */
  readonly memory: string;
}

/** A host and a port. */
export interface HostPort {
  readonly host: string;
  readonly port: number;
}

/** An existing Secret, or one that is generated in the cluster. */
export type SecretSource =
  | { readonly kind: "generated"; readonly revision: number }
  | { readonly kind: "existing"; readonly name: string; readonly revision: number };

/** A value of an existing Secret. */
export interface SecretValue {
  readonly name: string;
  readonly key: string;
  readonly revision: number;
  /** Last day, e.g. `2027-03-31`. */
  readonly expires?: string;
}

export type TlsSource =
  | { readonly kind: "secret"; readonly secret: string; readonly revision: number; readonly expires?: string }
  | { readonly kind: "issuer"; readonly issuer: string }
  | { readonly kind: "site-authority" };

/** Server settings by section and name, as a person writes them. */
export type SettingsBySection = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
