import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** d3-interpolate without colour spaces: every range here is of numbers. */
const numbersAlone = new Map([['d3-interpolate', here('numericInterpolation.ts')]]);

/** An embed is one small file: for two more packages it has just the part that it uses. */
const smallest = new Map([
  ...numbersAlone,
  ['d3-format', here('numericFormat.ts')],
  ['xstate', here('statechart.ts')],
]);

/**
 * Leaves out of `dist/` what no visit uses. A page has colour spaces left out and else runs on the
 * packages themselves, as development, tests and the command line do. An embed has stand-ins for XState
 * and d3-format as well, 13 kB compressed of its 60; tests hold them alike with the packages.
 */
export function lean(shell: 'page' | 'embed'): Plugin {
  const standIns = shell === 'embed' ? smallest : numbersAlone;
  return {
    name: 'reactor-lean',
    apply: 'build',
    enforce: 'pre',
    resolveId: (id) => standIns.get(id),
  };
}
