import type { ProblemKind } from "../../errors/catalogue";

const error = (code: string, title: string, fix: string, reference?: string): ProblemKind => ({
  code,
  severity: "error",
  title,
  fix,
  reference,
});

/** What can be wrong with a site file before any rule looks at the site. */
export const FILE_PROBLEMS = {
  missing: error(
    "HF1001",
    "A site file does not exist.",
    "check the path, or write a file with `holdfast init <dir>`",
  ),
  unreadable: error(
    "HF1002",
    "A file or folder can't be read.",
    "give the user who runs holdfast read permission",
  ),
  notAFile: error(
    "HF1003",
    "The path is neither a file nor a folder.",
    "name a site file, or a folder that holds site files",
  ),
  noSites: error(
    "HF1004",
    "A folder holds no site file.",
    "name the file `site.yaml` or `<name>.site.yaml`, or write one with `holdfast init <dir>`",
  ),
  tooLarge: error("HF1005", "A file is too large to be a site file.", "check that this is the right file"),
  binary: error("HF1006", "A file is not text in UTF-8.", "save the file as UTF-8 text"),
  empty: error("HF1007", "A site file is empty.", "write a site with `holdfast init <dir>` and adapt it"),
  syntax: error("HF1008", "A file is not valid YAML.", "correct the YAML at this place", "YAML 1.2.2"),
  duplicateKey: error("HF1009", "A key is written twice.", "keep one of the two", "YAML 1.2.2 §3.2.1.3"),
  tab: error("HF1010", "A line is indented with a tab.", "indent with spaces", "YAML 1.2.2 §6.1"),
  documents: error("HF1011", "A file holds several YAML documents.", "put each site into a file of its own"),
  explosion: error(
    "HF1012",
    "A file is nested too deeply or grows too large through aliases.",
    "write the values out, or share them with `extends`",
  ),
  notASite: error(
    "HF1013",
    "A file is YAML, but not keys and values.",
    "start from a file written by `holdfast init <dir>`",
  ),
  badKey: error("HF1014", "A key is not plain text.", "write the key as plain text"),
  badExtends: error(
    "HF1015",
    "`extends` does not name a file.",
    "write the path of one base file, relative to this file",
  ),
  extendsNowhere: error(
    "HF1016",
    "The base file named by `extends` does not exist.",
    "correct the path; it is relative to the file that says `extends`",
  ),
  extendsCircle: error("HF1017", "Files extend each other in a circle.", "remove one `extends`"),
  unknownKey: error("HF1020", "A key is unknown.", "remove the key"),
  missingKey: error("HF1021", "A required key is missing.", "add the key"),
  wrongType: error("HF1022", "A value has the wrong type.", "write a value of the expected type"),
  wrongValue: error("HF1023", "A value is out of range or badly written.", "write a value as expected"),
  noAlternative: error(
    "HF1024",
    "A section fits none of its alternatives.",
    "keep the keys of one alternative",
  ),
  secret: error(
    "HF1030",
    "A value looks like a secret.",
    "take it out of the file, change the secret, and refer to a Kubernetes Secret by name",
  ),
  sameName: error("HF1040", "Two sites have the same name.", "give each site a name of its own"),
} as const satisfies Readonly<Record<string, ProblemKind>>;
