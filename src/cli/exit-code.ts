/** How a command ends. */
export const EXIT = {
  fine: 0,
  /** Something is wrong with the site or its output; the problems say what. */
  problems: 1,
  /** The command line was not understood. */
  misuse: 2,
  /** A defect of holdfast. */
  defect: 3,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
