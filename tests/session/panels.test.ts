import { expect, test } from 'vitest';
import { scenarios } from '../../scenarios/all';
import { panelNames, panelsOf, panelTitles } from '../../src/session/panels';

test('every scenario has its code, and never opens on it', () => {
  for (const scenario of scenarios) {
    const panels = panelsOf(scenario);
    expect(panels.indexOf('code'), scenario.id).toBe(panels.length - 1);
    const all = scenario.timeline === 'lanes' && scenario.embedPanels === undefined;
    expect(panels.length, scenario.id).toBe(all ? 3 : (scenario.embedPanels?.length ?? 2));
  }
});

test('each panel can be asked for, and its own name leads to it', () => {
  for (const panel of Object.keys(panelTitles)) expect(panelNames[panel]).toBe(panel);
  expect(new Set(Object.values(panelNames))).toEqual(new Set(Object.keys(panelTitles)));
});
