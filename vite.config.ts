import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { chunkOwners, type Owners } from './build/offline.ts';
import { site } from './build/site.ts';

const owners: Owners = new Map();

export default defineConfig({
  base: './',
  plugins: [svelte(), site(owners)],
  // A worker loads what it needs when it needs it, as the page does.
  worker: { format: 'es', plugins: () => [chunkOwners(owners)] },
  test: {
    include: ['tests/**/*.test.ts', 'src/**/*.test.ts'],
    environment: 'node',
    // Tests do not wait; a busy machine does. Nothing here takes a second on a quiet one.
    testTimeout: 60_000,
    // Loading the same modules anew for every file took as long as all tests do.
    isolate: false,
    // By default one core is left over.
    maxWorkers: '100%',
    globalSetup: ['tests/globalSetup.ts'],
    setupFiles: ['tests/setup.ts'],
  },
});
