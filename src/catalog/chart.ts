import type { Image } from "./image";

/** An upstream Helm chart at an exact version. */
export interface ChartPackage {
  readonly name: string;
  readonly version: string;
  /** Version of the program inside. */
  readonly appVersion: string;
  /** The publisher's repository, `https://…` or `oci://…`. */
  readonly repository: string;
  /** Every image that the chart deploys with our values. */
  readonly images: Readonly<Record<string, Image>>;
  readonly licence: string;
  /** Where the facts were read. */
  readonly source: string;
  /** Date of the source, `YYYY-MM-DD`. */
  readonly date: string;
}
