import { Unavailable } from "../../toolchain/skip";
import type { Check } from "../../part";
import type { Context } from "../../context";

/** A step of a chapter; `subject` is what the chapter's opening returned. */
export interface Step<T> extends Omit<Check, "run"> {
  run(ctx: Context, subject: T): Promise<void>;
}

/** Checks that build on each other and share a subject: after a failure the rest of the chapter is skipped. */
export function chapter<T, S>(
  name: string,
  open: (ctx: Context) => Promise<T>,
  steps: readonly Step<T>[],
): readonly Check<S>[] {
  let subject: T | undefined;
  let failed: string | undefined;
  return steps.map((step) => ({
    ...step,
    chapter: name,
    name: `${name}: ${step.name}`,
    async run(ctx) {
      if (failed !== undefined) throw new Unavailable(`after the failure of "${failed}"`);
      failed = step.name;
      subject ??= await open(ctx);
      await step.run(ctx, subject);
      failed = undefined;
    },
  }));
}
