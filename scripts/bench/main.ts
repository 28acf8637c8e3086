import { execFileSync } from 'node:child_process';
import { arch, cpus, platform, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { browserGroups, browserVersion, closeBrowser } from './browserFigures';
import { measureGroup, table, type Figure } from './figure';
import { playerGroups } from './playerFigures';
import { simulatorGroups } from './simulatorFigures';
import { workshopGroups } from './workshopFigures';

const build = fileURLToPath(new URL('../build.mjs', import.meta.url));
console.log('Building the site, then measuring. This takes a minute or two.');
try {
  execFileSync(process.execPath, [build, '--quiet'], { stdio: ['ignore', 'ignore', 'inherit'] });
} catch {
  // The figures that need the site say so.
}

// `npm run bench -- slider axe` measures only the groups whose names have one of these words.
const words = process.argv.slice(2);
const groups = [...browserGroups, ...workshopGroups, ...playerGroups, ...simulatorGroups].filter(
  ({ what }) => words.length === 0 || words.some((word) => what.includes(word)),
);

const figures: Figure[] = [];
for (const group of groups) {
  process.stderr.write(`${group.what} …\n`);
  figures.push(...(await measureGroup(group)));
}

const processors = cpus();
console.log(`\n${table(figures)}\n`);
console.log(
  [
    new Date().toISOString().slice(0, 10),
    `${processors.length} × ${processors[0]?.model.trim() ?? 'processor'}`,
    `${Math.round(totalmem() / 1e9)} GB`,
    `${platform()} ${arch()}`,
    `Node ${process.versions.node}`,
    await browserVersion(),
  ].join(', '),
);
await closeBrowser();
