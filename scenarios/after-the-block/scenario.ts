import { settingText, spoken } from '../../src/player/measures/durations';
import type { Recording } from '../../src/recording/recording';
import { defineScenario } from '../../src/scenario/define';
import { beatsOf } from '../../src/scenario/story';
import { bet } from './bet';
import { dropOfA, facts } from './facts';
import { clients } from './clients';
import { inHandler, inTimer } from './server';
import python from './server.py?raw';
import timerPython from './server-timer.py?raw';
import { story } from './story';

export const scenario = defineScenario({
  id: 'after-the-block',
  takeaway: 'A block looks, from inside, exactly like everyone going silent.',
  parameters: {
    block: {
      label: 'Block duration',
      short: 'block',
      unit: 's',
      min: 0,
      max: 5,
      step: 0.1,
      default: 3,
      constant: 'BLOCK',
      spoken: (value) =>
        value === 0 ? 'does not block' : `blocks for ${spoken(settingText(value, 's'))}`,
      consequence: fateOfA,
    },
    idle: {
      label: 'Idle timeout',
      short: 'idle timeout',
      unit: 's',
      min: 1,
      max: 10,
      step: 0.5,
      default: 2,
      constant: 'IDLE',
      spoken: (value) => `drops who is silent for ${spoken(settingText(value, 's'))}`,
      consequence: fateOfA,
    },
  },
  variants: [
    { id: 'handler', label: 'in a handler', python, server: inHandler },
    { id: 'timer', label: 'in a timer', python: timerPython, server: inTimer },
  ],
  clients,
  story,
  beats: beatsOf(story, facts),
  network: () => ({ latencyMs: 20 }),
  untilMs: () => 8000,
  bet,
  typing: { as: ['A', 'B', 'C', 'D'] },
  picture: { name: 'machine' },
  timeline: 'lanes',
  layers: ['wire', 'receiveBuffer', 'listenQueue', 'idleTimers', 'reactor', 'loop'],
  roles: { A: 'pings', B: 'pings', C: 'report', D: 'connect' },
  compare: 'timer',
});

function fateOfA(recording: Recording): string {
  return dropOfA(recording) === null ? 'A stays connected' : 'A is dropped as idle';
}
