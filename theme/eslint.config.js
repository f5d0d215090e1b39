/* What ESLint holds of the scripts that pages load. Names that do not exist are TypeScript's to find (tsconfig.json). */
import js from "@eslint/js";

const CLASSIC = ["**/in_site.js", "**/palette.js"];   // run at once, before the page is painted

export default [
  js.configs.recommended,
  {
    files: ["**/*.js"],
    languageOptions: { ecmaVersion: 2024, sourceType: "module" },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "complexity": ["error", 15],
      "eqeqeq": "error",
      "max-lines": ["error", 350],
      "max-lines-per-function": ["error", 60],
      "no-implicit-globals": "error",
      "no-shadow": "error",
      "no-undef": "off",
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
    },
  },
  { files: CLASSIC, languageOptions: { sourceType: "script" } },
];
