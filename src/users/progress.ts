import type { Terminal } from "../cli/terminal";

/** Fewer people than this take no time worth telling. */
const MIN_TOTAL = 50;

/** How far long work has come: on one line that is overwritten, or a line for each tenth where none can be. */
export function progressLine(terminal: Terminal, verb: string): (done: number, total: number) => void {
  return (done, total) => {
    if (total < MIN_TOTAL) return;
    if (terminal.progress) {
      terminal.err(done < total ? `\r${verb} ${done} of ${total} people` : "\r\u001b[K");
    } else if (Math.floor((done * 10) / total) > Math.floor(((done - 1) * 10) / total)) {
      terminal.err(`${verb} ${done} of ${total} people\n`);
    }
  };
}
