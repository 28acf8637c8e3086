import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Packages of which the site uses little, and what stands in for that part in `dist/`. */
const standIns = new Map([
  ['d3-format', here('numericFormat.ts')],
  ['d3-interpolate', here('numericInterpolation.ts')],
  ['xstate', here('statechart.ts')],
]);

/**
 * Leaves colour spaces, number formats and most of XState out of what a visit loads: 18 kB of 100,
 * compressed.
 * Development, tests and the command line run on the packages themselves.
 */
export function lean(): Plugin {
  return {
    name: 'reactor-lean',
    apply: 'build',
    enforce: 'pre',
    resolveId: (id) => standIns.get(id),
  };
}
