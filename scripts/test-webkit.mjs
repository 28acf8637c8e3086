// npm run test:webkit: the walk and a deck in WebKitGTK, which is Safari's engine, driven by plain WebDriver.
// Linux alone has it; Playwright's own WebKit (REACTOR_BROWSERS=webkit npm test) is another build of it.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { deckFolder, serveDecks } from './lib/decks.mjs';
import { freePort, serveFolder } from './lib/serve.mjs';
import { installPackages, onPath } from './lib/system.mjs';
import { root, setUp } from './setup.mjs';

setUp();
const commands = findCommands();
const dist = join(root, 'dist');
if (!existsSync(join(dist, 'index.html'))) await import('./build.mjs');

const sitePort = await freePort(4280);
const decksPort = await freePort(5280);
const driverPort = await freePort(6280);
await deckFolder('plain');
const site = `http://localhost:${sitePort}/`;
await serveFolder(dist, { port: sitePort });
await serveDecks({ port: decksPort, other: site });

const screen = spawn(
  commands.screen,
  ['-displayfd', '1', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'],
  { stdio: ['ignore', 'pipe', 'ignore'] },
);
const driver = spawn(commands.driver, [`--port=${driverPort}`, '--host=127.0.0.1'], {
  // Root may not use its sandbox, and a container may not make one.
  env: {
    ...process.env,
    DISPLAY: `:${await firstLine(screen)}`,
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
  },
  stdio: 'ignore',
});
const tests = spawn(
  process.execPath,
  [
    join(root, 'node_modules/vitest/vitest.mjs'),
    ...['run', '--config', 'tests/webkit/vitest.config.ts'],
    ...process.argv.slice(2),
  ],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      REACTOR_WEBDRIVER: `http://127.0.0.1:${driverPort}`,
      REACTOR_SITE: site,
      REACTOR_DECKS: `http://127.0.0.1:${decksPort}/decks/`,
    },
  },
);
const code = await new Promise((resolve) => tests.on('close', resolve));
driver.kill();
screen.kill();
process.exit(code ?? 1);

/** The driver and a screen that nobody sees, installed where root may; else ends with how to get them. */
function findCommands() {
  const found = () => {
    const [driver, screen] = ['WebKitWebDriver', 'Xvfb'].map(onPath);
    return driver && screen ? { driver, screen } : undefined;
  };
  const packages = {
    'apt-get': ['webkit2gtk-driver', 'xvfb'],
    dnf: ['webkit2gtk4.1', 'xorg-x11-server-Xvfb'],
  };
  const commands =
    found() ??
    installPackages({
      label: 'WebKit',
      title: 'WebKitGTK and its driver',
      why: 'none is on this system',
      packages,
      found,
    });
  if (commands) return commands;
  console.error(
    'WebKitWebDriver and Xvfb are needed (Debian: apt-get install webkit2gtk-driver xvfb).',
  );
  process.exit(1);
}

/** @param {import('node:child_process').ChildProcess} child @returns {Promise<string>} what it says first */
function firstLine(child) {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => reject(new Error('the screen did not start')));
    child.stdout?.once('data', (chunk) => resolve(String(chunk).trim()));
  });
}
