import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** What d3-scale imports and no visit uses: colour spaces, as every range here is of numbers, and formats of ticks. */
const unused = new Map([
  ['d3-interpolate', here('numericInterpolation.ts')],
  ['d3-format', here('noFormat.ts')],
]);

/** An embed is one small file: for two more packages it has just the part that it uses. */
const smallest = new Map([
  ...unused,
  ['d3-scale', here('numericScale.ts')],
  ['xstate', here('statechart.ts')],
  ['../twisted/epollreactor', here('selectAlone.ts')],
]);

/**
 * Leaves out of `dist/` what no visit uses. A page has colour spaces and formats left out and else runs on
 * the packages themselves, as development, tests and the command line do. An embed has stand-ins for XState
 * and d3-scale as well, 12 kB compressed of its 60; tests hold them alike with the packages.
 */
export function lean(shell: 'page' | 'embed', { threadPool = true } = {}): Plugin {
  const standIns = new Map(shell === 'embed' ? smallest : unused);
  if (!threadPool) standIns.set('./threadpool', here('noThreadPool.ts'));
  return {
    name: 'reactor-lean',
    apply: 'build',
    enforce: 'pre',
    resolveId: (id) => standIns.get(id),
  };
}
