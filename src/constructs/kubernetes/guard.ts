import type { TerraformResourceLifecycle } from "cdktf";

/** Something that holds data which nothing else brings back. */
export interface Guarded {
  /**
   * Makes Terraform refuse every plan that would destroy or replace it. Terraform forgets the guard together with a
   * resource that is no longer written down.
   * @default false
   */
  readonly preventDestroy?: boolean;
}

/** The guard as the resource takes it. */
export function guard({ preventDestroy }: Guarded): { readonly lifecycle?: TerraformResourceLifecycle } {
  return preventDestroy === true ? { lifecycle: { preventDestroy } } : {};
}
