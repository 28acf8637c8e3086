import { momentText, settingText, spoken } from '../../src/player/measures/durations';
import type { Recording } from '../../src/recording/recording';
import { defineScenario } from '../../src/scenario/define';
import { beatsOf } from '../../src/scenario/story';
import { bet } from './bet';
import { facts, ringing } from './facts';
import { clients } from './clients';
import { server } from './server';
import python from './server.py?raw';
import { story } from './story';

export const scenario = defineScenario({
  id: 'one-turn',
  takeaway: 'The loop is the program; you are its guest, one call at a time.',
  parameters: {
    cost: {
      label: 'Handler cost',
      short: 'cost',
      unit: 'ms',
      min: 0,
      max: 300,
      step: 1,
      default: 2,
      constant: 'COST',
      spoken: (value) =>
        value === 0 ? 'takes no time' : `takes ${spoken(settingText(value, 'ms'))}`,
      consequence: alarmRings,
    },
  },
  variants: [{ id: 'loop', label: 'the loop', python, server }],
  clients,
  story,
  beats: beatsOf(story, facts),
  network: () => ({ latencyMs: 20 }),
  bet,
  typing: { as: ['A', 'B'] },
  picture: { name: 'turn' },
  timeline: 'lanes',
  layers: ['wire', 'receiveBuffer', 'loop', 'sendBuffer'],
  roles: { A: 'says hi', B: 'says hi' },
  compare: 'cost:300',
});

function alarmRings(recording: Recording): string {
  const rung = ringing(recording);
  return rung === undefined
    ? 'the alarm never rings'
    : `the alarm rings at ${spoken(momentText(rung.timeNs, 3))}`;
}
