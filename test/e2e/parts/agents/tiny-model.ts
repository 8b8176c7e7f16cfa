import { existsSync } from "node:fs";
import { join } from "node:path";
import { cached, contents } from "../../toolchain/cache";
import { goTools } from "../../toolchain/go";
import { run } from "../../toolchain/process";
import { Unavailable } from "../../toolchain/skip";

const GGUF_VERSION = "0.19.0";
export const OLLAMA_VERSION = "0.32.15";
const SCRIPT = join(__dirname, "tiny_model.py");

/** A Llama of two layers with random weights, in the format that llama.cpp and Ollama read; it babbles. */
export async function tinyModel(): Promise<string> {
  if (!existsSync("/usr/bin/python3")) throw new Unavailable("there is no Python to make the model with");
  const folder = await cached({
    name: "tiny-model",
    version: GGUF_VERSION,
    inputs: [contents(SCRIPT)],
    build: async (target) => {
      await run("python3", ["-m", "venv", join(target, "python")]);
      const python = join(target, "python/bin/python");
      await run(python, ["-m", "pip", "install", "--quiet", `gguf==${GGUF_VERSION}`], { limit: 600 });
      await run(python, [SCRIPT, join(target, "tiny.gguf")]);
    },
  });
  return join(folder, "tiny.gguf");
}

/** Ollama's own program. What computes is llama.cpp's server, which Debian has. */
export async function ollamaProgram(): Promise<string> {
  const folder = await goTools({
    module: "ollama",
    version: OLLAMA_VERSION,
    programs: { ollama: "github.com/ollama/ollama" },
    cgo: true,
  });
  return join(folder, "ollama");
}
