import { spawn } from "node:child_process";
import { Socket } from "node:net";

/** Keeps the process groups it is told of, and ends those that are left when its input ends. */
const SCRIPT = `
declare -A groups
while read -r sign group; do
  if [ "$sign" = + ]; then groups[$group]=1; else unset "groups[$group]"; fi
done
for group in "\${!groups[@]}"; do kill -KILL -- "-$group"; done
`;

/**
 * A shell beside this process that outlives it: when this process is killed outright, the pipe between them closes, and
 * the shell ends what this process had started. `setpriv --pdeathsig` reaches a program, but not the program's children,
 * such as the Java of a start script or the plugins of Terraform.
 */
export class Watchdog {
  private pipe: Socket | undefined;

  /** A process group that must not outlive this process. */
  guard(group: number): void {
    this.tell("+", group);
  }

  release(group: number): void {
    this.tell("-", group);
  }

  private tell(sign: "+" | "-", group: number): void {
    this.pipe ??= start();
    if (this.pipe.writable) this.pipe.write(`${sign} ${group}\n`);
  }
}

function start(): Socket {
  const shell = spawn("bash", ["-c", SCRIPT], { detached: true, stdio: ["pipe", "ignore", "ignore"] });
  shell.on("error", () => undefined);
  shell.unref();
  const { stdin: pipe } = shell;
  if (!(pipe instanceof Socket)) throw new Error("the watchdog has no pipe");
  pipe.on("error", () => undefined);
  pipe.unref();
  return pipe;
}
