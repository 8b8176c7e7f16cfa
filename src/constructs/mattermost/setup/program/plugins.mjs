import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { form } from "./form.mjs";

/** Uploads a bundle unless its version is there. */
export async function applyPlugin({ plugin, version, file, sha256 }, { api, say }) {
  const { active = [], inactive = [] } = await api("GET", "/api/v4/plugins");
  if ([...active, ...inactive].some((each) => each.id === plugin && each.version === version)) return;
  const bundle = readFileSync(file);
  const seen = createHash("sha256").update(bundle).digest("hex");
  if (seen !== sha256) throw new Error(`${file} has the digest ${seen}, not ${sha256}`);
  const { body, type } = form({ force: "true" }, { plugin: { name: "plugin.tar.gz", content: bundle } });
  await api("POST", "/api/v4/plugins", body, { "content-type": type });
  say(`uploaded ${plugin} ${version}`);
}
