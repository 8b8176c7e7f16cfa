// Loaded before a measured program: writes what the process used when it ends.
const { writeFileSync } = require("node:fs");

process.on("exit", () => {
  const usage = process.resourceUsage();
  const report = { cpu: (usage.userCPUTime + usage.systemCPUTime) / 1000, memory: usage.maxRSS / 1024 };
  writeFileSync(process.env.BENCH_USAGE, JSON.stringify(report));
});
