import js from "@eslint/js";
import cdkPlugin from "eslint-cdk-plugin";
import tseslint from "typescript-eslint";

const barrel = {
  regex: "^@cdktf/provider-[a-z0-9]+(/lib)?$",
  message: "Import @cdktf/provider-x/lib/<resource>: the barrel costs seconds and hundreds of megabytes.",
};

export default tseslint.config(
  { ignores: ["dist", "cdktf.out", "coverage", "**/*.generated.ts", "**/*.cjs", "**/*.mjs"] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { project: "./tsconfig.json", tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-extraneous-class": "off",
      "@typescript-eslint/explicit-module-boundary-types": "error",
      "no-restricted-imports": ["error", { patterns: [barrel] }],
      "@typescript-eslint/no-invalid-void-type": ["error", { allowAsThisParameter: true }],
      eqeqeq: "error",
    },
  },
  {
    files: ["src/**/*.ts"],
    plugins: { cdk: cdkPlugin },
    rules: {
      "no-restricted-syntax": [
        "error",
        {
          selector: "BinaryExpression[operator='instanceof']",
          message: "Use a brand: two copies of a library must understand each other.",
        },
        {
          selector: "MemberExpression[object.name='Math'][property.name='random']",
          message: "Same input, same bytes.",
        },
        {
          selector: "MemberExpression[object.name='Date'][property.name='now']",
          message: "Same input, same bytes.",
        },
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: "Same input, same bytes.",
        },
        {
          selector: "MemberExpression[object.name='process'][property.name='env']",
          message: "Constructs take props; only bin/ reads the environment.",
        },
      ],
      "no-console": "error",
    },
  },
  {
    files: ["src/site/**/*.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            { group: ["cdktf", "constructs", "@cdktf/*"], message: "The site knows nothing of cdktf." },
          ],
        },
      ],
    },
  },
  {
    files: ["src/constructs/**/*.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            barrel,
            {
              group: ["**/site/*", "**/site", "zod", "yaml"],
              message: "Constructs take their own props, never a Site.",
            },
          ],
        },
      ],
      "cdk/construct-constructor-property": "error",
      "cdk/no-construct-in-interface": "error",
      "cdk/pascal-case-construct-id": "error",
      "cdk/no-mutable-property-of-props-interface": "error",
      "cdk/no-mutable-public-property-of-construct": "error",
      "cdk/props-name-convention": "error",
    },
  },
  {
    files: ["test/**/*.ts", "bench/**/*.ts", "scripts/**/*.ts"],
    rules: {
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/explicit-module-boundary-types": "off",
    },
  },
);
