import { mebibytes } from "../sizing/quantities";
import type { Finding } from "./rule";

/** A volume that is smaller than its sized size. */
export function volumeFinding(path: string, value: string, sized: string, why: string): readonly Finding[] {
  if (mebibytes(value) >= mebibytes(sized)) return [];
  return [{ path, message: `${path} is ${value}; ${why}`, expected: `${sized} or more` }];
}
