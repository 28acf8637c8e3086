import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { lean } from './build/lean.ts';
import { site } from './build/site.ts';

export default defineConfig({
  base: './',
  plugins: [lean('page'), svelte(), site()],
  // A worker loads what it needs when it needs it, as the page does.
  worker: { format: 'es', plugins: () => [lean('page')] },
  test: {
    include: ['tests/**/*.test.ts', 'src/**/*.test.ts'],
    environment: 'node',
    // Tests do not wait; a busy machine does. Nothing here takes a second on a quiet one.
    testTimeout: 60_000,
    setupFiles: ['tests/setup.ts'],
  },
});
