import { defineScenario } from '../../src/scenario/define';
import { inBytes } from '../../src/recording/digits';
import { beatsOf } from '../../src/scenario/story';
import { bet } from './bet';
import { facts, inCalls } from './facts';
import { clients } from './clients';
import { crlf, int32, lf, raw } from './server';
import int32Python from './server-int32.py?raw';
import lfPython from './server-lf.py?raw';
import rawPython from './server-raw.py?raw';
import python from './server.py?raw';
import { story } from './story';

export const scenario = defineScenario({
  id: 'find-the-marker',
  takeaway:
    'Your protocol makes messages; Twisted ships the common ones: lines for chat and HTTP headers, length prefixes for binary.',
  parameters: {
    size: {
      label: 'Message size',
      short: 'message',
      unit: 'bytes',
      min: 1,
      max: 20_000,
      step: 1,
      default: 5,
      // 16,384 bytes are the longest line that LineReceiver takes.
      stops: [
        1, 2, 3, 5, 7, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 16_384, 16_385, 20_000,
      ],
      named: inBytes,
      spoken: (value) => `messages of ${inBytes(value)}`,
      consequence: inCalls,
    },
  },
  longest: { size: 1 },
  variants: [
    { id: 'crlf', label: 'CR LF', python, server: crlf },
    { id: 'lf', label: 'LF', python: lfPython, server: lf },
    { id: 'int32', label: 'Int32', python: int32Python, server: int32 },
    { id: 'raw', label: 'Protocol', python: rawPython, server: raw },
  ],
  clients,
  story,
  beats: beatsOf(story, facts),
  network: () => ({ latencyMs: 150 }),
  bet,
  picture: { name: 'tape', client: 'A' },
  timeline: 'none',
  layers: ['sendBuffer', 'wire', 'receiveBuffer'],
  roles: { A: 'asks' },
  compare: 'raw',
  nouns: ['client', 'buffer', 'handler'],
});
