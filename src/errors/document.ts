import type { ProblemGroup } from "./all";
import type { ProblemKind } from "./catalogue";

/** The page that lists every problem, in Markdown. */
export function documentProblems(groups: readonly ProblemGroup[]): string {
  const sections = groups.map(({ title, kinds }) => {
    const sorted = [...kinds].sort((a, b) => (a.code < b.code ? -1 : 1));
    return [`## ${title}`, "", ...sorted.flatMap(documentKind)].join("\n");
  });
  return `${HEAD}\n${sections.join("\n")}`;
}

const HEAD = `# Problems

Everything that holdfast can report, by code. A code is never reused. An \`error\` stops the synth; a \`warning\` can be
accepted in the site file, with a reason that goes into the evidence:

    accept:
      - code: HF2101
        reason: why this site lives with it

HF1xxx: the site file. HF2xxx: rules on the site. HF3xxx: constructs. HF4xxx: command line and output.
This page is generated (\`npm run generate\`).
`;

function documentKind(kind: ProblemKind): readonly string[] {
  return [
    `### ${kind.code}`,
    "",
    `${sentence(kind.title)} (${kind.severity})`,
    "",
    `Fix: ${sentence(kind.fix)}`,
    "",
    ...(kind.reference === undefined ? [] : [`Reference: ${kind.reference}`, ""]),
  ];
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
