/** A picture that an embed may show: the lanes of the run over its time, the scenario's own at this moment, or the code. */
export type Panel = 'timeline' | 'machine' | 'code';

/** The panels of a scenario, the one of its embed first: its own picture, or the lanes where it has no other. */
export function panelsOf({ picture, timeline }: { picture: string; timeline: string }): Panel[] {
  if (timeline !== 'lanes') return ['machine', 'code'];
  return picture === 'machine' ? ['timeline', 'machine', 'code'] : ['machine', 'timeline', 'code'];
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
