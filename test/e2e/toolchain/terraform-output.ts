export interface Diagnostic {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail?: string;
  readonly address?: string;
  /** Of `terraform test`: the run it is about. */
  readonly run?: string;
}

interface Line {
  readonly type: string;
  readonly diagnostic?: Diagnostic;
  readonly "@testrun"?: string;
}

export interface Change {
  readonly address: string;
  /** `create`, `update`, `delete`; a replacement is two of them, in order. */
  readonly actions: readonly string[];
  readonly before?: unknown;
  readonly after?: unknown;
}

/** The diagnostics in the line-by-line JSON of plan, apply, destroy and test. */
export function diagnosticsOf(lines: string): readonly Diagnostic[] {
  return lines
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as Line)
    .flatMap(({ diagnostic, "@testrun": run }) =>
      diagnostic === undefined ? [] : [{ ...diagnostic, ...(run === undefined ? {} : { run }) }],
    );
}

interface ShownPlan {
  readonly resource_changes?: readonly {
    readonly address: string;
    readonly change: {
      readonly actions: readonly string[];
      readonly before?: unknown;
      readonly after?: unknown;
    };
  }[];
}

/** What a shown plan would do, without what stays as it is. */
export function actions(shown: string): readonly Change[] {
  const quiet = new Set(["no-op", "read", "open", "close"]);
  return ((JSON.parse(shown) as ShownPlan).resource_changes ?? [])
    .map(({ address, change }) => ({
      address,
      actions: change.actions,
      before: change.before,
      after: change.after,
    }))
    .filter((change) => !change.actions.every((action) => quiet.has(action)));
}
