/** Name of what must hold, and a Terraform expression that is true then. */
export type Condition = readonly [what: string, expression: string];

export const text = (value: unknown): string => JSON.stringify(value);
export const set = (values: readonly string[]): string => `toset(${text(values)})`;
