import { bytesText } from '../../src/player/measures/buffers';
import type { Recording } from '../../src/recording/recording';
import { defineScenario } from '../../src/scenario/define';
import { beatsOf } from '../../src/scenario/story';
import { bet } from './bet';
import { clients } from './clients';
import { facts, peakOf } from './facts';
import { atOnce, bySender, byTap, inPieces } from './server';
import piecesPython from './server-pieces.py?raw';
import pushPython from './server-push.py?raw';
import senderPython from './server-sender.py?raw';
import python from './server.py?raw';
import {
  axisMs,
  DISKS,
  endMs,
  FILES_MB,
  KERNEL_BYTES,
  reader,
  RATES,
  takersOf,
  TAKERS,
  WAY_MS,
} from './sizes';
import { story } from './story';

const megabytes = (value: number): string => (value === 1 ? '1 megabyte' : `${value} megabytes`);

export const scenario = defineScenario({
  id: 'tank-and-tap',
  takeaway: 'Send when you are asked, not when you are able.',
  parameters: {
    file: {
      label: 'File',
      short: 'file',
      unit: 'MB',
      min: FILES_MB[0]!,
      max: FILES_MB.at(-1)!,
      step: 1,
      choices: FILES_MB,
      default: 30,
      named: (value) => `${value} MB`,
      constant: 'FILE',
      spoken: (value) => `a file of ${megabytes(value)}`,
      consequence: mostInMemory,
    },
    clients: {
      label: 'Clients',
      short: 'clients',
      unit: '',
      min: 1,
      max: TAKERS.length,
      step: 1,
      default: 2,
      spoken: (value) => (value === 1 ? 'one client' : `${value} clients`),
      consequence: mostInMemory,
    },
    rate: {
      label: 'A client reads',
      short: 'client reads',
      unit: 'MB/s',
      min: RATES[0]!,
      max: RATES.at(-1)!,
      step: 0.1,
      choices: RATES,
      default: 1,
      named: (value) => `${value} MB/s`,
      spoken: (value) => `a client reads ${megabytes(value)} a second`,
      consequence: mostInMemory,
    },
    disk: {
      label: 'Disk',
      short: 'disk',
      unit: 'MB/s',
      min: DISKS[0]!,
      max: DISKS.at(-1)!,
      step: 5,
      choices: DISKS,
      default: 100,
      named: (value) => `${value} MB/s`,
      constant: 'DISK',
      spoken: (value) => `the disk reads ${megabytes(value)} a second`,
      consequence: mostInMemory,
    },
  },
  axisMs,
  untilMs: endMs,
  variants: [
    { id: 'write', label: 'write()', python, server: atOnce },
    { id: 'pieces', label: 'callLater(0)', python: piecesPython, server: inPieces },
    { id: 'push', label: 'producer', python: pushPython, server: byTap },
    { id: 'sender', label: 'FileSender', python: senderPython, server: bySender },
  ],
  clients,
  story,
  beats: beatsOf(story, facts),
  network: () => ({
    latencyMs: WAY_MS / 2,
    serverSendBuffer: KERNEL_BYTES,
    clientRecvBuffer: KERNEL_BYTES,
    writableRule: 'linux',
  }),
  clientOptions: (values) =>
    Object.fromEntries(takersOf(values).map((name) => [name, reader(values)])),
  takePart: (values) => ['A', ...takersOf(values)],
  bet,
  typing: {
    as: ['A'],
    holds: ({ text }) => text !== 'GET',
  },
  picture: { name: 'tank', client: 'B', file: 'file', clients: 'clients', rate: 'rate' },
  timeline: 'lanes',
  layers: ['reactor'],
  roles: { A: 'chat', ...Object.fromEntries(TAKERS.map((name) => [name, 'file'])) },
  compare: 'sender',
  compareIn: { pieces: 'write', push: 'pieces', sender: 'write' },
  nouns: ['reactor', 'handler', 'client', 'buffer'],
});

function mostInMemory(recording: Recording): string {
  return `our memory holds ${bytesText(peakOf(recording))} at most`;
}
