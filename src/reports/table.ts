/** A report as rows and columns; every cell is text. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A Markdown table, or "None." for one without rows. Ends with a line break. */
export function toMarkdown({ columns, rows }: Table): string {
  if (rows.length === 0) return "None.\n";
  const line = (cells: readonly string[]): string => `| ${cells.map(markdownCell).join(" | ")} |\n`;
  return [columns, columns.map(() => "---"), ...rows].map(line).join("");
}

/** CSV as RFC 4180 has it, with a header. Texts that a spreadsheet would take for a formula get a quote before them. */
export function toCsv({ columns, rows }: Table): string {
  return [columns, ...rows].map((cells) => `${cells.map(csvCell).join(",")}\r\n`).join("");
}

/** Orders rows by their cells, left to right, the same on every machine. */
export function compareCells(a: readonly string[], b: readonly string[]): number {
  for (const [index, cell] of a.entries()) {
    const other = b[index] ?? "";
    if (cell !== other) return cell < other ? -1 : 1;
  }
  return 0;
}

function markdownCell(text: string): string {
  return text.replace(/[\\|*]/g, "\\$&").replace(/\s+/g, " ");
}

function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
