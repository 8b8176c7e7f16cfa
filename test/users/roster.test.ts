import fc from "fast-check";
import { MAX_PROBLEMS, readRoster } from "../../src/users/roster";

const HEAD = "username,email,firstName,lastName,groups,requiredActions,offline";
const read = (text: string | Uint8Array) => readRoster(Buffer.from(text), "roster.csv");
const codes = (text: string | Uint8Array) =>
  read(text).problems.map(({ code, line, path }) => `${code}:${line ?? 0}${path && ` ${path}`}`);
const row = (cells: Partial<Record<string, string>>) => {
  const values: Record<string, string> = {
    username: "ada.bell",
    email: "ada@outpost.example",
    firstName: "Ada",
    lastName: "Bell",
    ...(cells as Record<string, string>),
  };
  return `${HEAD}\n${HEAD.split(",")
    .map((column) => values[column] ?? "")
    .join(",")}\n`;
};

test("a row becomes a person", () => {
  const text = row({ username: "Ada.Bell", groups: "watch | pilots|watch", offline: "TOTP|x".slice(0, 0) });
  expect(read(text)).toEqual({
    problems: [],
    people: [
      {
        line: 2,
        username: "ada.bell",
        email: "ada@outpost.example",
        firstName: "Ada",
        lastName: "Bell",
        groups: ["pilots", "watch"],
        requiredActions: [],
        offline: [],
      },
    ],
  });
});

test.each([
  ["a byte order mark", "\uFEFFusername,email,firstName,lastName\na.b,a@b.example,A,B\n"],
  ["semicolons and CRLF", "username;email;firstName;lastName\r\na.b;a@b.example;A;B\r\n"],
  ["tabs, other case and order", "LASTNAME\tfirstname\tEmail\tusername\nB\tA\ta@b.example\ta.b"],
  ["quotes", 'username,email,firstName,lastName\n"a.b","a@b.example","A","B"\n'],
])("%s are read, and a password is wanted by default", (_, text) => {
  expect(read(text).problems).toEqual([]);
  expect(read(text).people).toMatchObject([
    { username: "a.b", email: "a@b.example", firstName: "A", lastName: "B", offline: ["password"] },
  ]);
});

test.each([
  ["UTF-16", Buffer.from("\uFEFFusername", "utf16le"), ["HF4502:1"]],
  ["UTF-16 without a mark", Buffer.from("username", "utf16le"), ["HF4502:1"]],
  ["Latin-1", Buffer.from(row({ firstName: "Renée" }), "latin1"), ["HF4502:2"]],
  ["nothing", "", ["HF4506:1"]],
  ["columns only", `${HEAD}\n`, ["HF4506:1"]],
  ["an open quote", `${HEAD}\n"a,b\n`, ["HF4504:2"]],
  ["an unknown column", "username,email,firstName,surname\na,b,c,d", ["HF4505:1", "HF4505:1"]],
  ["a column twice", `${HEAD},email\na`, ["HF4505:1"]],
  ["ragged rows", "username,email,firstName,lastName\na.b,a@b.example,A,B,C\n", ["HF4505:2"]],
  ["a formula", row({ firstName: "=1+1" }), ["HF4507:2 firstName"]],
  ["a formula behind a space", row({ firstName: " @SUM(A1)" }), ["HF4507:2 firstName"]],
  ["a formula in a list", row({ groups: "pilots|+cmd" }), ["HF4512:2 groups"]],
  ["a line break in a cell", row({ lastName: '"Be\nll"' }), ["HF4508:2 lastName"]],
  ["an invisible character", row({ username: "ada\u200Bbell" }), ["HF4508:2 username"]],
  ["a right-to-left override", row({ lastName: "Be\u202Ell" }), ["HF4508:2 lastName"]],
  ["a short name", row({ username: "ab" }), ["HF4509:2 username"]],
  ["a bad address", row({ email: "ada@outpost" }), ["HF4510:2 email"]],
  ["no address", row({ email: "" }), ["HF4510:2 email"]],
  ["punctuation in a name", row({ lastName: "Bell?" }), ["HF4511:2 lastName"]],
  ["a path as a group", row({ groups: "a/b" }), ["HF4512:2 groups"]],
  ["an action that needs mail", row({ requiredActions: "VERIFY_EMAIL" }), ["HF4513:2 requiredActions"]],
  ["an unknown way", row({ offline: "pasword" }), ["HF4513:2 offline"]],
  [
    "the same name and address in other letters",
    `${row({})}ADA.bell,Ada@Outpost.example,A,B,,,`,
    ["HF4514:3 username", "HF4514:3 email"],
  ],
  [
    "everything at once",
    `${row({ username: "", email: "x" })}a.b,=x,A,,,,`,
    ["HF4509:2 username", "HF4510:2 email", "HF4507:3 email", "HF4511:3 lastName"],
  ],
])("%s is refused, and nobody is taken", (_, text, expected) => {
  expect(codes(text)).toEqual(expected);
  expect(read(text).people).toEqual([]);
});

test("misspelt words come with what was meant", () => {
  expect(read("usrname,email,firstName,lastName\n").problems[0]?.fix).toBe('did you mean "username"?');
  expect(read(row({ offline: "pasword" })).problems[0]?.fix).toBe('did you mean "password"?');
});

describe("100,000 rows", () => {
  const rows = (count: number, lastName: string) =>
    Array.from({ length: count }, (_, n) => `user.${n},u${n}@outpost.example,A,${lastName},,,`).join("\n");

  test("are read; one more is refused", () => {
    expect(read(`${HEAD}\n${rows(100_000, "B")}`).people).toHaveLength(100_000);
    expect(codes(`${HEAD}\n${rows(100_001, "B")}`)).toEqual(["HF4503:100000"]);
  }, 60_000);

  test("with a problem each are told in part, with the number of the rest", () => {
    const { problems } = read(`${HEAD}\n${rows(MAX_PROBLEMS + 9, "?")}`);
    expect(problems).toHaveLength(MAX_PROBLEMS + 1);
    expect(problems.at(-1)).toMatchObject({ code: "HF4515", message: "9 more problems are not listed" });
  });
});

test("whatever the bytes, there are people or problems, never both and never an exception", () => {
  const mutated = fc.tuple(fc.nat(200), fc.uint8Array({ maxLength: 6 })).map(([at, bytes]) => {
    const good = Buffer.from(row({}));
    return Buffer.concat([good.subarray(0, at), bytes, good.subarray(at)]);
  });
  fc.assert(
    fc.property(fc.oneof(mutated, fc.uint8Array({ maxLength: 300 })), (bytes) => {
      const { people, problems } = readRoster(bytes, "roster.csv");
      expect(people.length > 0).toBe(problems.length === 0);
    }),
    { numRuns: 500 },
  );
});
