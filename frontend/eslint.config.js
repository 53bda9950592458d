import js from "@eslint/js";
import { defineConfig } from "eslint/config";
import lit from "eslint-plugin-lit";
import litA11y from "eslint-plugin-lit-a11y";
import ts from "typescript-eslint";

export default defineConfig({ ignores: ["node_modules/", "dist/"] }, js.configs.recommended, {
  files: ["**/*.ts"],
  extends: [ts.configs.strictTypeChecked, ts.configs.stylisticTypeChecked, lit.configs["flat/recommended"]],
  languageOptions: { parserOptions: { projectService: true } },
  plugins: { "lit-a11y": litA11y },
  rules: {
    ...litA11y.configs.recommended.rules,
    "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    complexity: ["error", 8],
    "max-lines": ["error", { max: 300 }],
    "max-lines-per-function": ["error", { max: 50, skipBlankLines: true, skipComments: true }],
    "max-params": ["error", 5],
  },
});
