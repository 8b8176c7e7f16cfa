/** Where a command writes. */
export interface Terminal {
  /** Results, to standard output. */
  readonly out: (text: string) => void;
  /** Everything else, to standard error. */
  readonly err: (text: string) => void;
  /** Whether results may be coloured. */
  readonly color: boolean;
  /** Whether a line on standard error can be overwritten, to show progress. */
  readonly progress: boolean;
}

/** Shows how far long work has come, on one line that goes away. Short work shows nothing. */
export function progressOn(terminal: Terminal, verb: string): (done: number, total: number) => void {
  return (done, total) => {
    if (!terminal.progress || total < 2) return;
    terminal.err(done < total ? `\r${verb} ${done} of ${total} sites` : "\r\u001b[K");
  };
}
