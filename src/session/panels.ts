/** A picture that an embed may show: the lanes of the run over its time, the scenario's own at this moment, or the code. */
export type Panel = 'timeline' | 'machine' | 'code';

/** What a scenario shows: its picture, and what is under it. */
export interface Pictured {
  picture: { name: string };
  timeline: string;
  /** See `Scenario.embedPanels`. */
  embedPanels?: readonly Panel[];
}

/** The panels of a scenario, the one of its embed first: its own picture, or the lanes where it has no other. */
export function panelsOf({ picture, timeline, embedPanels }: Pictured): readonly Panel[] {
  if (embedPanels !== undefined) return embedPanels;
  if (timeline !== 'lanes') return ['machine', 'code'];
  return picture.name === 'machine'
    ? ['timeline', 'machine', 'code']
    : ['machine', 'timeline', 'code'];
}

/** What a panel is called by those who look for it. */
export const panelTitles: Readonly<Record<Panel, string>> = {
  timeline: 'Timeline',
  machine: 'Machine',
  code: 'Code',
};

/** The names by which an address may ask for a panel (`panels=`); the loop is part of the machine. */
export const panelNames: Readonly<Record<string, Panel>> = {
  timeline: 'timeline',
  lanes: 'timeline',
  machine: 'machine',
  loop: 'machine',
  code: 'code',
};
