import type { PolicyTool } from "../../../../src/catalog/policy-exceptions";

/** What a tool has against an object. */
export interface Finding {
  readonly tool: PolicyTool;
  readonly check: string;
  /** `Kind namespace/name` */
  readonly object: string;
  /** In the tool's words. */
  readonly message: string;
}

export function objectName(kind: string, namespace: string | undefined, name: string): string {
  return `${kind} ${namespace ? `${namespace}/` : ""}${name}`;
}
