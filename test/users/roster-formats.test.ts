import { readRoster } from "../../src/users/roster";

const read = (file: string, text: string) => readRoster(Buffer.from(text), file);
const told = (file: string, text: string) =>
  read(file, text).problems.map(({ line, message }) => `${line ?? 0} ${message}`);

const ADA = {
  username: "ada.bell",
  email: "ada@outpost.example",
  firstName: "Ada",
  lastName: "Bell",
  groups: ["pilots", "watch"],
  requiredActions: [],
};

test("JSON says the same as CSV, with lists as lists", () => {
  const text = JSON.stringify([{ ...ADA, username: "Ada.Bell", offline: ["totp"] }], undefined, 2);
  expect(read("people.json", text)).toEqual({
    problems: [],
    people: [{ ...ADA, line: 2, offline: ["totp"] }],
  });
});

test.each<[string, string, readonly string[]]>([
  ["no JSON", "[{", ["1 the roster is no list in JSON"]],
  ["no list", "{}", ["1 the roster is no list in JSON"]],
  ["nobody", "[]", ["1 the roster names 0 people"]],
  ["no objects", '[\n1,\n{"username":"a.b"}]', ["1 entry 1 is no object"]],
  [
    "unknown names and wrong types, in their lines",
    '[\n{"username": "a.b", "emial": "x"},\n{"username": 7, "groups": "pilots"}\n]',
    ['2 unknown name "emial"', "3 it is no text", "3 it is no list of texts"],
  ],
  ["a separator in a name", '[{"username":"a.b","groups":["a|b"]}]', ["1 it is no list of texts"]],
])("JSON: %s", (_, text, messages) => {
  expect(told("people.json", text)).toEqual(expect.arrayContaining([...messages]));
  expect(read("people.json", text).people).toEqual([]);
});

const LDIF = `version: 1

# people
dn: ou=people,dc=outpost,dc=example
objectClass: organizationalUnit
ou: people

dn: uid=ada.bell,ou=people,dc=outpost,dc=example
objectClass: inetOrgPerson
uid: Ada.Bell
givenName:: QWRh
sn: Be
 ll
mail: ada@outpost.example
jpegPhoto:: /9j/4AAQ
memberOf: cn=watch,ou=groups,dc=outpost,dc=example
memberOf: cn=pilots,ou=groups,dc=outpost,dc=example
`;

test("an export of a directory: folded lines, Base64, groups by their first name; units are left out", () => {
  expect(read("export.ldif", LDIF)).toEqual({
    problems: [],
    people: [{ ...ADA, line: 8, offline: ["password"] }],
  });
  expect(read("export.LDF", LDIF.replaceAll("\n", "\r\n")).people).toHaveLength(1);
});

test("Active Directory's own name counts where there is no uid", () => {
  const { people } = read("export.ldif", LDIF.replace("uid: Ada.Bell", "sAMAccountName: abell"));
  expect(people.map(({ username }) => username)).toEqual(["abell"]);
});

test.each<[string, string, readonly string[]]>([
  ["no LDIF", "username,email\na,b\n", ['1 got "username,email"']],
  ["changes", "dn: uid=a,dc=x\nchangetype: delete\nuid: a.b\n", ['2 changetype is "delete"']],
  ["a value by URL", "dn: uid=a,dc=x\nuid:< file:///etc/passwd\n", ['2 got "uid:< file:///etc/passwd"']],
  ["broken Base64", "dn: uid=a,dc=x\nuid:: a b!\n", ['2 got "uid:: a b!"']],
  ["nobody", "dn: ou=people,dc=x\nou: people\n", ["1 the export holds no entry with uid or sAMAccountName"]],
  [
    "a formula in a name, and no address",
    "dn: uid=a,dc=x\nuid: a.bell\ngivenName: =1+1\nsn: Bell\n",
    ["1 the cell is empty", '1 got "=1+1"'],
  ],
])("LDIF: %s", (_, text, messages) => {
  expect(told("export.ldif", text)).toEqual(expect.arrayContaining([...messages]));
  expect(read("export.ldif", text).people).toEqual([]);
});
