import { parseSync, type Plugin } from 'vite';
import type { Panel } from '../src/session/panels.ts';

/** What a scenario says for pages alone. */
const OF_PAGES = ['takeaway', 'nouns', 'embedPanels'];
/** What it says for one panel: in the files of the others nobody asks for it. */
const OF_PANELS: Readonly<Record<Panel, readonly string[]>> = {
  timeline: [],
  machine: ['notes', 'figures', 'orders', 'tally', 'sweep'],
  code: ['signs'],
};

/**
 * Leaves out of an embed's scenario what its panel does not show, and so all that only this needs: each file of an embed
 * has to be small.
 */
export function leanScenario(panel: Panel): Plugin {
  const left = new Set([
    ...OF_PAGES,
    ...Object.entries(OF_PANELS).flatMap(([name, keys]) => (name === panel ? [] : keys)),
  ]);
  return {
    name: 'reactor-lean-scenario',
    enforce: 'pre',
    transform: {
      filter: { id: /\/scenarios\/[\w-]+\/scenario\.ts$/ },
      handler: (code, id) => without(code, id, left),
    },
  };
}

/**
 * The module without these properties of what it gives to `defineScenario`.
 *
 * @throws Error when it does not call that with an object literal.
 */
export function without(code: string, id: string, keys: ReadonlySet<string>): string {
  const { program } = parseSync(id, code);
  for (const statement of program.body) {
    if (statement.type !== 'ExportNamedDeclaration') continue;
    if (statement.declaration?.type !== 'VariableDeclaration') continue;
    const call = statement.declaration.declarations[0]?.init;
    if (call?.type !== 'CallExpression' || call.arguments[0]?.type !== 'ObjectExpression') continue;
    let rest = code;
    for (const property of call.arguments[0].properties.toReversed()) {
      if (property.type !== 'Property' || property.key.type !== 'Identifier') continue;
      if (!keys.has(property.key.name)) continue;
      const comma = /^\s*,/.exec(rest.slice(property.end))?.[0].length ?? 0;
      rest = rest.slice(0, property.start) + rest.slice(property.end + comma);
    }
    return rest;
  }
  throw new Error(`${id} does not give defineScenario an object`);
}
