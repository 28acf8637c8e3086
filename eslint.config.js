import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import bans from './lint/bans.js';
import rooms from './lint/rooms.js';
import svelteConfig from './svelte.config.js';

export default ts.config(
  { ignores: ['dist', 'node_modules', '.cache', 'coverage', 'test-results', 'playwright-report'] },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  prettier,
  ...svelte.configs.prettier,
  {
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'prefer-const': 'error',
      'no-var': 'error',
      'no-console': 'error',
      // TypeScript knows names better than ESLint does.
      'no-undef': 'off',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_' },
      ],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
  },
  {
    // A name assigned before a component's block is read by it.
    files: ['**/*.svelte'],
    rules: {
      'prefer-const': 'off',
      'svelte/prefer-const': 'off',
      // svelte-check warns where ESLint does not, and it is svelte-check that the comments are for.
      'svelte/no-unused-svelte-ignore': 'off',
    },
  },
  {
    files: [
      'scripts/**',
      'build/**',
      'src/cli/**',
      'tests/**',
      'scenarios/course/try/**',
      '*.config.*',
    ],
    languageOptions: { globals: globals.node },
    rules: { 'no-console': 'off' },
  },
  {
    // Generators stand in for Python's, and some of those never yield.
    files: ['src/**', 'tests/**', 'scenarios/**'],
    rules: { 'require-yield': 'off' },
  },
  ...rooms,
  ...bans,
);
