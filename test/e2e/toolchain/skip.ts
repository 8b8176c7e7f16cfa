/** Thrown when something a check needs can't be had here: the check is skipped by name, with this reason. */
export class Unavailable extends Error {
  override readonly name = "Unavailable";
}
