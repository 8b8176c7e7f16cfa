/** What a property list of Apple can hold, as far as it is needed here. */
export type PropertyListValue =
  string | number | boolean | readonly PropertyListValue[] | { readonly [key: string]: PropertyListValue };

/** A property list in XML. Numbers are whole. */
export function propertyList(value: PropertyListValue): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    '<plist version="1.0">',
    ...element(value),
    "</plist>",
    "",
  ].join("\n");
}

function element(value: PropertyListValue): readonly string[] {
  switch (typeof value) {
    case "string":
      return [`<string>${escape(value)}</string>`];
    case "number":
      return [`<integer>${value}</integer>`];
    case "boolean":
      return [value ? "<true/>" : "<false/>"];
    case "object":
      return isList(value)
        ? ["<array>", ...value.flatMap((each) => indented(element(each))), "</array>"]
        : ["<dict>", ...indented(Object.entries(value).flatMap(entry)), "</dict>"];
  }
}

function isList(value: object): value is readonly PropertyListValue[] {
  return Array.isArray(value);
}

function entry([key, value]: readonly [string, PropertyListValue]): readonly string[] {
  return [`<key>${escape(key)}</key>`, ...element(value)];
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
