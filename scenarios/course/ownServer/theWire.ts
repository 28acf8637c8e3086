import type { OwnServer } from '../ownServer';
import silent from '../try/silent.py?raw';
import wire from '../try/wire.py?raw';
import wireAsyncio from '../try/wire_asyncio.py?raw';
import wireNode from '../try/wire_node.mjs?raw';

const READS = ['read 3 bytes: …', 'read 7 bytes: …', 'read 4 bytes: …'];

export const theWire: OwnServer = {
  chapter: 1,
  id: 'the-wire',
  title: 'The wire',
  signs: [
    {
      says: 'Messages cut or stuck together show as errors of a parser (“Extra data”, “Unterminated string”), now and then, under load or over a real network, and never on your own machine.',
    },
    {
      says: 'Bytes that the other end does not take stand in Send-Q; keepalive shows as a timer. A connection with neither may be dead, and nothing will tell you. Here one client has keepalive and one does not read.',
      command: "ss -tno state established 'sport = :8766'",
      printed: `Recv-Q Send-Q  Local Address:Port Peer Address:Port
0      0           127.0.0.1:8766    127.0.0.1:59406 timer:(keepalive,119min,0)
0      2755584     127.0.0.1:8766    127.0.0.1:59418 timer:(persist,044ms,0)`,
    },
  ],
  programs: [
    {
      system: 'Twisted',
      says: 'What each read and each write was: put TrafficLoggingFactory around your factory.',
      file: 'wire.py',
      source: wire,
      prints: [
        "C 1: b'HEL'",
        "C 1: b'LO\\r\\nWOR'",
        "S 1: b'HELLO\\r\\n'",
        "C 1: b'LD\\r\\n'",
        "S 1: b'WORLD\\r\\n'",
      ],
    },
    {
      system: 'Twisted',
      says: 'Who has been silent for long, told by a LoopingCall.',
      file: 'silent.py',
      source: silent,
      prints: ['127.0.0.1 silent for 1.0 s'],
    },
    {
      system: 'asyncio',
      says: 'The same reads in a Protocol’s data_received.',
      file: 'wire_asyncio.py',
      source: wireAsyncio,
      prints: READS,
    },
    {
      system: 'Node',
      says: 'The same reads as “data” events.',
      file: 'wire_node.mjs',
      source: wireNode,
      prints: READS,
    },
  ],
};
