import { createHash } from "node:crypto";

/** A form with files, as browsers send it. `files`: field to { name, content }. */
export function form(fields, files) {
  const boundary = `holdfast-${createHash("sha256").update(JSON.stringify(fields)).digest("hex").slice(0, 24)}`;
  const part = (head, content) => [
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`),
    Buffer.from(content),
    Buffer.from("\r\n"),
  ];
  const parts = [
    ...Object.entries(fields).flatMap(([field, value]) => part(`name="${field}"`, value)),
    ...Object.entries(files).flatMap(([field, { name, content }]) =>
      part(`name="${field}"; filename="${name}"`, content),
    ),
    Buffer.from(`--${boundary}--\r\n`),
  ];
  return { body: Buffer.concat(parts), type: `multipart/form-data; boundary=${boundary}` };
}
