import type { SecretValue } from "./site-values";

/** A plugin that is not in the server image. */
export interface SitePlugin {
  readonly id: string;
  readonly version: string;
  readonly image: string;
  readonly file: string;
  /** Empty when the site file has none. */
  readonly sha256: string;
  readonly signed: boolean;
  /** Absent: prepackaged. */
  readonly uploadReason?: string;
  readonly enabled: boolean;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly secretSettings: Readonly<Record<string, SecretValue>>;
}
