/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "no-circular",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "site-knows-no-cdktf",
      comment: "Nothing to the left of the stacks knows cdktf.",
      severity: "error",
      from: { path: "^src/site" },
      to: { path: "node_modules/(cdktf|constructs|@cdktf)|^src/(constructs|stacks|reports)" },
    },
    {
      name: "constructs-know-no-site",
      comment: "Constructs take their own props; the stacks turn a site into props.",
      severity: "error",
      from: { path: "^src/constructs" },
      to: { path: "^src/(site|stacks|reports|cli)" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    exclude: { path: "^test" },
  },
};
