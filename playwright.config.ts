import { defineConfig, devices } from '@playwright/test';
import { fileURLToPath } from 'node:url';
import { firefoxVariable, isPlaywrights, presentBrowser } from './scripts/browser.mjs';

/** The port that the built site is served at while the tests run. */
const port = Number(process.env['REACTOR_TEST_PORT'] ?? 4180);

/** The example decks are served at this one, in their own slide tools. */
const decksPort = Number(process.env['REACTOR_DECKS_PORT'] ?? port + 1000);

/** `REACTOR_BROWSERS=chromium,firefox,webkit`: WebKit is Playwright's own. */
const browsers = (process.env['REACTOR_BROWSERS'] ?? 'chromium').split(',');

const chromium = presentBrowser()?.path;
const viewport = { width: 1440, height: 900 };

const projects = {
  chromium: () => ({
    use: {
      ...devices['Desktop Chrome'],
      launchOptions: {
        // Playwright's own it starts by itself, as the headless shell that comes with it.
        ...(chromium && !isPlaywrights('chromium', chromium) && { executablePath: chromium }),
        // Two of them and their tests have two cores: more threads only get in each other's way.
        args: ['--js-flags=--single-threaded'],
      },
      // Slide tools keep the screen awake. The headless shell lets nobody who was not allowed to.
      permissions: ['screen-wake-lock'],
      viewport,
    },
  }),
  firefox: () => {
    const path = presentBrowser('firefox')?.path;
    const decks = { testMatch: 'decks/*.spec.ts', grepInvert: /@one-engine/ };
    if (!path || isPlaywrights('firefox', path)) {
      return { use: { ...devices['Desktop Firefox'], viewport }, ...decks };
    }
    return { ...stockFirefox(path), ...decks };
  },
  webkit: () => ({ use: { ...devices['Desktop Safari'], viewport } }),
};

/**
 * The Firefox that people have. It is driven by a protocol that lacks what many tests ask for; in the decks, it is the
 * browser that matters.
 */
function stockFirefox(path: string) {
  return {
    use: {
      browserName: 'firefox',
      channel: 'moz-firefox',
      viewport,
      launchOptions: {
        executablePath: fileURLToPath(
          new URL('tests/browser/firefox/firefox.mjs', import.meta.url),
        ),
        env: { ...process.env, [firefoxVariable]: path },
        firefoxUserPrefs: {
          // By way of the window, as from a mouse: else the process of the page has it, and no frame of another site.
          'remote.events.async.mouse.enabled': true,
          // It draws without a graphics card here, and the tests count pictures, not seconds.
          'layout.frame_rate': 30,
        },
      },
    },
  } as const;
}

export default defineConfig({
  testDir: 'tests/browser',
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  // Tests do not wait; a busy machine does.
  timeout: 60_000,
  globalTimeout: 1_200_000,
  reporter: [['list']],
  use: {
    baseURL: `http://localhost:${port}/`,
    viewport,
    trace: 'off',
    // The worker that keeps pages would answer in the network's place: its own tests let it in.
    serviceWorkers: 'block',
  },
  projects: browsers.map((name) => {
    const project = projects[name as keyof typeof projects]?.();
    if (!project) throw new Error(`REACTOR_BROWSERS: ${name} is not chromium, firefox or webkit`);
    return { name, ...project };
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
