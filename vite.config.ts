import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { lean } from './build/lean.ts';
import { site } from './build/site.ts';

export default defineConfig({
  base: './',
  plugins: [lean(), svelte(), site()],
  test: {
    include: ['tests/**/*.test.ts', 'src/**/*.test.ts'],
    environment: 'node',
    // Tests do not wait; a busy machine does. Nothing here takes a second on a quiet one.
    testTimeout: 60_000,
    setupFiles: ['tests/setup.ts'],
  },
});
