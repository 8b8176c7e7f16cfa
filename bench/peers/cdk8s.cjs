// The same objects as a cdk8s program, as plain JavaScript so that only the library counts.
const { readFileSync } = require("node:fs");
const { ApiObject, App, Chart } = require("cdk8s");

const stacks = JSON.parse(readFileSync(process.argv[2], "utf8"));
const app = new App({ outdir: process.env.BENCH_OUT });
for (const [name, types] of Object.entries(stacks)) {
  const chart = new Chart(app, name);
  for (const [type, resources] of Object.entries(types)) {
    for (const [id, config] of Object.entries(resources)) {
      const { metadata, ...rest } = config;
      new ApiObject(chart, id, {
        apiVersion: "v1",
        kind: type,
        metadata: { ...metadata, name: id.toLowerCase() },
        ...rest,
      });
    }
  }
}
app.synth();
