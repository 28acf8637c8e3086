import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** What d3-scale imports and no visit uses: colour spaces, as every range here is of numbers, and formats of ticks. */
const unused = new Map([
  ['d3-interpolate', here('numericInterpolation.ts')],
  ['d3-format', here('leftOut/formats.ts')],
]);

const client = '/node_modules/svelte/src/internal/client/';

/** The like inside of packages: what a file of the package imports, and what stands in for it. */
const unusedInside: readonly (readonly [inside: string, id: RegExp, standIn: string])[] = [
  [client, /\/hydration\.js$/, here('leftOut/hydration.ts')],
  [client, /\/proxy\.js$/, here('leftOut/proxies.ts')],
  [client, /(reactivity|^\.)\/async\.js$/, here('leftOut/awaiting.ts')],
  ['/node_modules/svelte/', /^clsx$/, here('leftOut/classLists.ts')],
  ['/node_modules/xstate/', /\/log-\w+\.esm\.js$/, here('leftOut/actorActions.ts')],
  ['/node_modules/xstate/', /\/xstate-dev\.esm\.js$/, here('leftOut/devTools.ts')],
];

/** An embed is one small file: for two more packages it has just the part that it uses. */
const smallest = new Map([
  ...unused,
  ['d3-scale', here('numericScale.ts')],
  ['xstate', here('statechart.ts')],
]);

/**
 * Leaves out of `dist/` what no visit uses. A page has colour spaces and formats left out and else runs on
 * the packages themselves, as development, tests and the command line do. An embed has stand-ins for XState
 * and d3-scale as well, 12 kB compressed of its 60; tests hold them alike with the packages.
 */
export function lean(shell: 'page' | 'embed'): Plugin {
  const standIns = shell === 'embed' ? smallest : unused;
  return {
    name: 'reactor-lean',
    apply: 'build',
    enforce: 'pre',
    resolveId: (id, importer = '') =>
      standIns.get(id) ??
      unusedInside.find(([inside, file]) => file.test(id) && importer.includes(inside))?.[2],
  };
}
