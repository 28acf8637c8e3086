import { clockText, spoken } from '../../src/player/measures/durations';
import type { Recording } from '../../src/recording/recording';
import { defineScenario } from '../../src/scenario/define';
import { carrier } from '../../src/scenario/network';
import { beatsOf } from '../../src/scenario/story';
import { bet } from './bet';
import { facts, lostNs } from './facts';
import { clients } from './clients';
import { keepalive, listens, ping, writes } from './server';
import keepalivePython from './server-keepalive.py?raw';
import pingPython from './server-ping.py?raw';
import writePython from './server-write.py?raw';
import python from './server.py?raw';
import { story } from './story';

const THREE_HOURS_MS = 3 * 3600 * 1000;

export const scenario = defineScenario({
  id: 'silent-peer',
  takeaway: 'Silence is not an error until you decide when it is.',
  parameters: {
    cut: {
      label: 'The peer goes at',
      short: 'peer goes at',
      unit: 's',
      min: 0,
      max: 3600,
      step: 10,
      choices: [0, 10, 60, 600, 3600],
      default: 10,
      named: (value) => (value === 0 ? 'never' : clockText(value * 1e9)),
      spoken: (value) =>
        value === 0 ? 'the peer stays' : `the peer goes at ${spoken(clockText(value * 1e9))}`,
      consequence: toldAt,
    },
    nat: {
      label: 'NAT box forgets after',
      short: 'NAT forgets',
      unit: 'min',
      min: 2,
      max: 30,
      step: 1,
      default: 5,
      named: (value) => clockText(value * 60e9),
      spoken: (value) => `the NAT box forgets after ${spoken(clockText(value * 60e9))} of silence`,
      consequence: toldAt,
    },
    ending: {
      label: 'How it goes',
      short: 'how',
      unit: '',
      min: 0,
      max: 1,
      step: 1,
      default: 0,
      named: (value) => (value === 1 ? 'FIN' : 'cable cut'),
      spoken: (value) =>
        value === 1 ? 'its program ends and its kernel sends FIN' : 'the cable is cut',
      consequence: toldAt,
    },
  },
  longest: { cut: 0 },
  variants: [
    { id: 'listens', label: 'listens', python, server: listens },
    { id: 'write', label: 'a write', python: writePython, server: writes },
    { id: 'keepalive', label: 'keepalive', python: keepalivePython, server: keepalive },
    { id: 'ping', label: 'ping', python: pingPython, server: ping },
  ],
  clients,
  story,
  beats: beatsOf(story, facts),
  network: () => ({ latencyMs: 20 }),
  parts: { carrier },
  clientOptions: ({ nat }) => ({ A: { nat: { idleMs: nat! * 60_000 } } }),
  untilMs: () => THREE_HOURS_MS,
  bet,
  picture: { name: 'path', client: 'A', remembers: 'nat' },
  timeline: 'logarithmic',
  layers: ['sendBuffer', 'wire', 'receiveBuffer', 'nat'],
  roles: { A: 'peer' },
  compare: 'ping',
  nouns: ['client', 'buffer', 'reactor', 'handler'],
});

function toldAt(recording: Recording): string {
  const lost = lostNs(recording);
  return lost === null
    ? 'connectionLost does not come in three hours'
    : `connectionLost at ${spoken(clockText(lost))}`;
}
