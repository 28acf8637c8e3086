import { defineConfig, devices } from '@playwright/test';
import { presentBrowser } from './scripts/browser.mjs';

/** The port that the built site is served at while the tests run. */
const port = Number(process.env['REACTOR_TEST_PORT'] ?? 4180);

/** The example decks are served at this one, in their own slide tools. */
const decksPort = Number(process.env['REACTOR_DECKS_PORT'] ?? port + 1000);

/** `REACTOR_BROWSERS=chromium,firefox,webkit`: Firefox and WebKit are Playwright's own. */
const browsers = (process.env['REACTOR_BROWSERS'] ?? 'chromium').split(',');

const chromium = presentBrowser()?.path;

const projects = {
  chromium: {
    ...devices['Desktop Chrome'],
    launchOptions: chromium ? { executablePath: chromium } : {},
  },
  firefox: devices['Desktop Firefox'],
  webkit: devices['Desktop Safari'],
};

export default defineConfig({
  testDir: 'tests/browser',
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  // Tests do not wait; a busy machine does.
  timeout: 60_000,
  globalTimeout: 900_000,
  reporter: [['list']],
  use: {
    baseURL: `http://localhost:${port}/`,
    viewport: { width: 1440, height: 900 },
    trace: 'off',
    // The worker that keeps pages would answer in the network's place: its own tests let it in.
    serviceWorkers: 'block',
  },
  projects: browsers.map((name) => {
    const use = projects[name as keyof typeof projects];
    if (!use) throw new Error(`REACTOR_BROWSERS: ${name} is not chromium, firefox or webkit`);
    return { name, use: { ...use, viewport: { width: 1440, height: 900 } } };
  }),
  metadata: { decks: `http://127.0.0.1:${decksPort}/decks/` },
  webServer: [
    {
      command: `node scripts/preview.mjs --port ${port}`,
      url: `http://localhost:${port}/`,
      reuseExistingServer: process.env['REACTOR_TEST_PORT'] === undefined,
    },
    {
      command: `node scripts/decks.mjs --port ${decksPort} --other http://localhost:${port}/`,
      url: `http://127.0.0.1:${decksPort}/`,
      reuseExistingServer: process.env['REACTOR_TEST_PORT'] === undefined,
    },
  ],
});
