/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  roots: ["<rootDir>/test"],
  testPathIgnorePatterns: ["/node_modules/", "<rootDir>/test/e2e/"],
  testMatch: ["**/*.test.ts"],
  transform: { "\\.ts$": "<rootDir>/test/support/typescript.cjs" },
  globalSetup: "<rootDir>/test/support/temporary-folder.cjs",
  // cdktf notes where each token was made, by stack traces without limit: with jest's source maps a tenth of all time.
  moduleNameMapper: {
    "^\\./stack-trace$|/private/stack-trace$": "<rootDir>/test/support/no-stack-trace.cjs",
  },
  coverageProvider: "v8",
  maxWorkers: 2,
};
