// Runs the scripts of package.json whose names begin so, one for each processor at a time. Each one's words are kept
// until it ends; the end fails when one of them did.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";

const [beginning] = process.argv.slice(2);
const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
const waiting = Object.entries(scripts).filter(([name]) => name.startsWith(beginning));
const failed = [];
const running = new Set();

function run([name, command]) {
  return new Promise((resolve) => {
    const began = Date.now();
    const child = spawn(command, { shell: true, stdio: ["ignore", "pipe", "pipe"], detached: true });
    running.add(child);
    let words = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text) => (words += text));
    child.on("close", (code) => {
      running.delete(child);
      if (code !== 0) failed.push(name);
      process.stdout.write(`\n${name}: ${command} (${Math.round((Date.now() - began) / 1000)} s)\n${words}`);
      resolve();
    });
  });
}

async function lane() {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await run(next);
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => {
    for (const { pid } of running) process.kill(-pid, "SIGTERM");
    process.exit(1);
  });
}

await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, lane));
if (failed.length > 0) process.stdout.write(`\nfailed: ${failed.join(", ")}\n`);
process.exitCode = failed.length === 0 ? 0 : 1;
