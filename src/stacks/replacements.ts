import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { problem, type ProblemKind } from "../errors/catalogue";
import { ProblemError, type Problem } from "../errors/problem";
import { FIXED_ARGUMENTS, type FixedArgument } from "./fixed-arguments";

/** What would lose data, as far as the last output tells. */
export const REPLACEMENT_PROBLEMS = {
  replaced: {
    code: "HF4004",
    severity: "error",
    title: "A change would make a resource anew that keeps data.",
    fix: "Put the value back. When the data may go, synthesize once with `disposable: true`; when the output was never applied, remove it.",
    reference: "azurerm provider, arguments that force a new resource",
  },
  removed: {
    code: "HF4005",
    severity: "error",
    title: "A change would take away a resource that keeps data, and the guard against it with it.",
    fix: "Put it back. When the data may go, synthesize once with `disposable: true`; when the output was never applied, remove it.",
    reference: "Terraform documentation, lifecycle: prevent_destroy is gone with the block",
  },
} as const satisfies Record<string, ProblemKind>;

type Body = Readonly<Record<string, unknown>>;
/** Resources of a stack by `<type>.<id>`. */
type Resources = ReadonlyMap<string, Body>;

/**
 * Compares stacks with those of the last synth, which is all that is known before a plan. Stacks that nobody has
 * synthesized here before, and sites whose data may go, pass.
 * @param before folder of the last output; may be absent
 * @param after folder of the new output
 * @throws ProblemError with every resource that keeps data and would be made anew or taken away
 */
export function refuseReplacements(before: string, after: string): void {
  const stacks = join(after, "stacks");
  const problems = (existsSync(stacks) ? readdirSync(stacks) : []).flatMap((stack) =>
    lossesIn(stack, resourcesOf(join(before, "stacks", stack)), resourcesOf(join(stacks, stack))),
  );
  if (problems.length > 0) throw new ProblemError(problems);
}

function lossesIn(stack: string, before: Resources, after: Resources): readonly Problem[] {
  if (![...after.values()].some(isGuarded)) return [];
  return [...before].flatMap(([id, old]) => {
    const now = after.get(id);
    if (now === undefined) return isGuarded(old) ? [removed(stack, id)] : [];
    return isCopy(old) ? [] : changed(id, old, now).map((each) => replaced(stack, id, each, old, now));
  });
}

function changed(id: string, old: Body, now: Body): readonly FixedArgument[] {
  const fixed = FIXED_ARGUMENTS[id.split(".", 1).join("")] ?? [];
  return fixed.filter(({ name, fixed: how = "value" }) => {
    const [was, is] = [valueOf(old, name), valueOf(now, name)];
    if (how === "presence") return (was === undefined) !== (is === undefined);
    if (how === "least") return Number(is) < Number(was);
    return JSON.stringify(was) !== JSON.stringify(is);
  });
}

function replaced(stack: string, id: string, { name, key }: FixedArgument, old: Body, now: Body): Problem {
  const was = said(valueOf(old, name));
  return problem(REPLACEMENT_PROBLEMS.replaced, {
    path: key,
    message: `${name} of ${id} in ${stack} was ${was} and becomes ${said(valueOf(now, name))}`,
    expected: was,
  });
}

function removed(stack: string, id: string): Problem {
  return problem(REPLACEMENT_PROBLEMS.removed, {
    path: stack,
    message: `${id} was in ${stack} and is no longer`,
    expected: `${id} in ${stack}`,
  });
}

function said(value: unknown): string {
  if (value === undefined) return "absent";
  return typeof value === "string" ? value : JSON.stringify(value);
}

function valueOf(body: Body, name: string): unknown {
  return name.split(".").reduce<unknown>((value, part) => (isBody(value) ? value[part] : undefined), body);
}

function isBody(value: unknown): value is Body {
  return typeof value === "object" && value !== null;
}

function isGuarded({ lifecycle }: Body): boolean {
  return isBody(lifecycle) && lifecycle.prevent_destroy === true;
}

/** A copy of a primary is made again by the next apply. */
function isCopy({ create_mode: mode }: Body): boolean {
  return mode === "Replica";
}

/** Only Azure's: what the cluster keeps is guarded by Kubernetes and Helm themselves. */
function resourcesOf(folder: string): Resources {
  const file = join(folder, "cdk.tf.json");
  if (!existsSync(file)) return new Map();
  const { resource = {} } = JSON.parse(readFileSync(file, "utf8")) as {
    readonly resource?: Readonly<Record<string, Readonly<Record<string, Body>>>>;
  };
  return new Map(
    Object.entries(resource)
      .filter(([type]) => type.startsWith("azurerm_"))
      .flatMap(([type, all]) => Object.entries(all).map(([id, body]) => [`${type}.${id}`, body] as const)),
  );
}
