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
  claims: { 'never-blocks': '?cost=300&step=held' },
  elsewhere: {
    twisted:
      "endpoints.serverFromString(reactor, 'tcp:8000').listen(factory) is what new code writes for listenTCP; it returns a Deferred with the port.",
    asyncio:
      'call_soon(f) is callLater(0, f): f runs in the next pass of the loop. transport.write differs: there it tries to send at once.',
    node: 'setImmediate(f) runs f once the sockets of this pass are served. process.nextTick(f) runs it before the loop goes on.',
  },
});

function alarmRings(recording: Recording): string {
  const rung = ringing(recording);
  return rung === undefined
    ? 'the alarm never rings'
    : `the alarm rings at ${spoken(momentText(rung.timeNs, 3))}`;
}
