import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { replaceFolder } from "../../src/stacks/output-folder";
import { problemCodes } from "../support/synth";

let root: string;
let target: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "holdfast-output-"));
  target = join(root, "out");
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function file(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function output(text: string): (folder: string) => void {
  return (folder) => {
    file(join(folder, "stacks", "a", "cdk.tf.json"), text);
    file(join(folder, "manifest.json"), text);
  };
}

const read = (...path: string[]): string => readFileSync(join(target, ...path), "utf8");

test("writes the first output and leaves nothing beside it", () => {
  replaceFolder(target, output("one"));
  expect(read("stacks", "a", "cdk.tf.json")).toBe("one");
  expect(readdirSync(root)).toEqual(["out"]);
});

test("replaces all files but keeps what terraform init left in a stack", () => {
  replaceFolder(target, output("one"));
  file(join(target, "stacks", "a", ".terraform", "providers", "plugin"), "binary");
  symlinkSync("plugin", join(target, "stacks", "a", ".terraform", "providers", "link"));
  file(join(target, "stacks", "a", ".terraform.lock.hcl"), "lock");
  file(join(target, "stacks", "gone", "cdk.tf.json"), "orphan");

  replaceFolder(target, output("two"));

  expect(read("stacks", "a", "cdk.tf.json")).toBe("two");
  expect(read("stacks", "a", ".terraform", "providers", "link")).toBe("binary");
  expect(read("stacks", "a", ".terraform.lock.hcl")).toBe("lock");
  expect(readdirSync(join(target, "stacks"))).toEqual(["a"]);
});

test("a synth that fails half-way leaves the old output untouched", () => {
  replaceFolder(target, output("one"));
  const half = (folder: string): void => {
    file(join(folder, "stacks", "a", "cdk.tf.json"), "half");
    throw new Error("power cut");
  };
  expect(() => {
    replaceFolder(target, half);
  }).toThrow("power cut");
  expect(read("stacks", "a", "cdk.tf.json")).toBe("one");
  expect(readdirSync(root)).toEqual(["out"]);
});

test("a swap that was cut between its renames is healed by the next synth", () => {
  file(join(root, ".out.previous", "stacks", "a", ".terraform.lock.hcl"), "lock");
  file(join(root, ".out.previous", "manifest.json"), "old");
  file(join(root, ".out.new-999999999", "manifest.json"), "abandoned");
  replaceFolder(target, output("new"));
  expect(read("manifest.json")).toBe("new");
  expect(read("stacks", "a", ".terraform.lock.hcl")).toBe("lock");
  expect(readdirSync(root)).toEqual(["out"]);
});

test.each([
  [
    "a file",
    () => {
      file(target, "text");
    },
    "HF4001",
  ],
  [
    "a folder with other things",
    () => {
      file(join(target, "thesis.doc"), "text");
    },
    "HF4002",
  ],
  [
    "below a file",
    () => {
      file(join(root, "plain"), "text");
      target = join(root, "plain", "out");
    },
    "HF4003",
  ],
])("refuses %s and writes nothing", (_, prepare, code) => {
  prepare();
  const before = readdirSync(root, { recursive: true });
  expect(
    problemCodes(() => {
      replaceFolder(target, output("one"));
    }),
  ).toEqual([code]);
  expect(readdirSync(root, { recursive: true })).toEqual(before);
});

test("an empty folder may be taken", () => {
  mkdirSync(target);
  replaceFolder(target, output("one"));
  expect(existsSync(join(target, "manifest.json"))).toBe(true);
});
