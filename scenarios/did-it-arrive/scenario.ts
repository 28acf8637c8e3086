import { settingText, spoken } from '../../src/player/measures/durations';
import type { Recording } from '../../src/recording/recording';
import { defineScenario } from '../../src/scenario/define';
import { carrier } from '../../src/scenario/network';
import { beatsOf } from '../../src/scenario/story';
import { bet } from './bet';
import { facts, knowledge } from './facts';
import { clients } from './clients';
import { forget, request } from './server';
import forgetPython from './server-forget.py?raw';
import python from './server.py?raw';
import { AFTER_MS, deadlineNs, LATENCY_MS } from './times';
import { story } from './story';

export const scenario = defineScenario({
  id: 'did-it-arrive',
  takeaway: 'Only a reply proves delivery; only a timeout ends the wait for one.',
  parameters: {
    cut: {
      label: 'Cut the network at',
      short: 'cut at',
      unit: 's',
      min: 0,
      max: 6,
      step: 0.1,
      default: 0,
      named: (value) => (value === 0 ? 'never' : settingText(value, 's')),
      spoken: (value) =>
        value === 0
          ? 'the network is not cut'
          : `cuts the network at ${spoken(settingText(value, 's'))}`,
      consequence: known,
    },
    deadline: {
      label: 'Deadline',
      short: 'deadline',
      unit: 's',
      min: 0.5,
      max: 10,
      step: 0.5,
      default: 3,
      constant: 'DEADLINE',
      spoken: (value) => `waits ${spoken(settingText(value, 's'))} for an answer`,
      consequence: known,
    },
    reply: {
      label: 'The peer answers',
      short: 'answers',
      unit: '',
      min: 0,
      max: 1,
      step: 1,
      default: 0,
      named: (value) => (value === 1 ? 'OK 7' : 'no'),
      spoken: (value) => (value === 1 ? 'the peer answers OK 7' : 'the peer does not answer'),
      consequence: known,
    },
  },
  longest: { deadline: 10, reply: 0 },
  variants: [
    { id: 'request', label: 'request and OK', python, server: request },
    { id: 'forget', label: 'fire and forget', python: forgetPython, server: forget },
  ],
  clients,
  story,
  beats: beatsOf(story, facts),
  network: () => ({ latencyMs: LATENCY_MS }),
  parts: { carrier },
  clientOptions: () => ({ A: { pauseReading: true } }),
  untilMs: (values) => deadlineNs(values) / 1e6 + AFTER_MS,
  bet,
  picture: { name: 'path', client: 'A' },
  timeline: 'moments',
  layers: ['sendBuffer', 'wire', 'receiveBuffer'],
  roles: { A: 'peer' },
  compare: 'forget',
  nouns: ['client', 'buffer', 'reactor', 'handler', 'Deferred'],
});

function known(recording: Recording): string {
  return `our program knows at the end: ${knowledge(recording)}`;
}
