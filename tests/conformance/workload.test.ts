import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { InputError, parseWorkload, parseWorkloadText } from '../../src/workload/workload';

const FOLDER = new URL('./workloads/', import.meta.url);
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));

/** A small workload that is right; each test spoils one thing. */
function valid(): Record<string, unknown> {
  return {
    name: 'w',
    server: { program: 'line-echo', params: { via: 'direct' } },
    clients: [{ name: 'A', connect: 0, actions: [{ at: 10, send: 'a\r\n' }] }],
  };
}

function errorOf(run: () => unknown): InputError {
  try {
    run();
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error('the workload was accepted');
}

describe('workloads of the oracle', () => {
  it('has all 50', () => {
    expect(files).toHaveLength(50);
  });

  it.each(files)('%s is accepted and kept as it is', (file) => {
    const json = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as unknown;
    expect(parseWorkload(json)).toEqual(json);
  });
});

describe('a bad workload says where, what was found and what is allowed', () => {
  const cases: [string, unknown, string, string, RegExp][] = [
    ['not an object', [], '$', 'an empty list', /an object/],
    [
      'a name without an address',
      { ...valid(), names: { 'db.example': { ms: 20, address: 'db' } } },
      '$.names["db.example"].address',
      '"db"',
      /IPv4/,
    ],
    ['no server', { name: 'w' }, '$.server', 'nothing', /an object/],
    ['no program', { server: {} }, '$.server.program', 'nothing', /one of echo, line-echo/],
    ['unknown program', { server: { program: 'nope' } }, '$.server.program', '"nope"', /script$/],
    [
      'inherited name as a program',
      { server: { program: 'toString' } },
      '$.server.program',
      '"toString"',
      /echo/,
    ],
    [
      'missing parameter',
      { server: { program: 'timers' } },
      '$.server.params.timers',
      'nothing',
      /a list/,
    ],
    [
      'parameter of the wrong type',
      { server: { program: 'echo', params: { blockMs: '5' } } },
      '$.server.params.blockMs',
      '"5"',
      /milliseconds/,
    ],
    [
      'unknown parameter',
      { server: { program: 'echo', params: { blockS: 5 } } },
      '$.server.params.blockS',
      'an unknown field',
      /blockMs/,
    ],
    [
      'a peer without a port',
      { ...valid(), peers: [{ name: 'db' }] },
      '$.peers[0].port',
      'nothing',
      /1 to 65535/,
    ],
    [
      'a peer at a name',
      { ...valid(), peers: [{ name: 'db', host: 'db.example', port: 1 }] },
      '$.peers[0].host',
      '"db.example"',
      /IPv4/,
    ],
    [
      'a peer that is called as a client is',
      { ...valid(), peers: [{ name: 'A', port: 1 }] },
      '$.peers[0].name',
      '"A"',
      /no other/,
    ],
    [
      'two peers in one place',
      {
        ...valid(),
        peers: [
          { name: 'db', port: 1 },
          { name: 'web', host: '127.0.0.1', port: 1 },
        ],
      },
      '$.peers[1].port',
      '1',
      /another peer/,
    ],
    [
      'a peer that connects',
      { ...valid(), peers: [{ name: 'db', port: 1, actions: [{ after: 0, connect: true }] }] },
      '$.peers[0].actions[0].connect',
      'an unknown field',
      /after, send/,
    ],
    [
      'unknown op',
      { server: { program: 'script', params: { onStart: [['fly']] } } },
      '$.server.params.onStart[0][0]',
      '"fly"',
      /block, cpu/,
    ],
    [
      'op inside an op',
      { server: { program: 'script', params: { onLine: { '*': [['fire', [['block', -1]]]] } } } },
      '$.server.params.onLine["*"][0][1][0][1]',
      '-1',
      /0 or more/,
    ],
    [
      'op without its argument',
      { server: { program: 'script', params: { onStart: [['block']] } } },
      '$.server.params.onStart[0]',
      'a list of 1',
      /a list of 2/,
    ],
    [
      'unknown reactor',
      { ...valid(), reactor: 'kqueue' },
      '$.reactor',
      '"kqueue"',
      /select, epoll/,
    ],
    ['negative end', { ...valid(), until: -1 }, '$.until', '-1', /0 or more/],
    ['unknown field', { ...valid(), untill: 5 }, '$.untill', 'an unknown field', /until/],
    ['no name', { ...valid(), clients: [{ connect: 0 }] }, '$.clients[0].name', 'nothing', /text/],
    [
      'negative connect',
      { ...valid(), clients: [{ name: 'A', connect: -3 }] },
      '$.clients[0].connect',
      '-3',
      /0 or more/,
    ],
    [
      'negative time of an action',
      { ...valid(), clients: [{ name: 'A', actions: [{ at: -5, send: 'x' }] }] },
      '$.clients[0].actions[0].at',
      '-5',
      /0 or more/,
    ],
    [
      'action without a time',
      { ...valid(), clients: [{ name: 'A', actions: [{ send: 'x' }] }] },
      '$.clients[0].actions[0].at',
      'nothing',
      /milliseconds/,
    ],
    [
      'action without a command',
      { ...valid(), clients: [{ name: 'A', actions: [{ at: 1 }] }] },
      '$.clients[0].actions[0]',
      'no command',
      /send, sendBytes/,
    ],
    [
      'unknown action',
      { ...valid(), clients: [{ name: 'A', actions: [{ at: 1, shout: 'x' }] }] },
      '$.clients[0].actions[0].shout',
      'an unknown field',
      /send/,
    ],
    [
      'characters that are not bytes',
      { ...valid(), clients: [{ name: 'A', actions: [{ at: 1, send: 'snow ☃' }] }] },
      '$.clients[0].actions[0].send',
      '"snow ☃"',
      /U\+00FF/,
    ],
    [
      'two clients of one name',
      { ...valid(), clients: [{ name: 'A' }, { name: 'A' }] },
      '$.clients[1].name',
      '"A"',
      /no other client/,
    ],
    [
      'NaN as a latency',
      { ...valid(), net: { latencyMs: NaN } },
      '$.net.latencyMs',
      'NaN',
      /milliseconds/,
    ],
    [
      'buffer of no bytes',
      { ...valid(), net: { serverRecvBuffer: 0 } },
      '$.net.serverRecvBuffer',
      '0',
      /1 or more/,
    ],
  ];

  it.each(cases)('%s', (_name, json, path, found, allowed) => {
    const error = errorOf(() => parseWorkload(json));
    expect([error.path, error.found]).toEqual([path, found]);
    expect(error.allowed).toMatch(allowed);
    expect(error.message).not.toContain('\n');
  });

  it('each field that ORACLE.md says the file has is known', () => {
    const oracle = readFileSync(
      new URL('../../python/virtual_kernel/ORACLE.md', import.meta.url),
      'utf8',
    );
    const [example] = /^{ "name"[^]*?(?=^```)/m.exec(oracle)!;
    const fields = [...example.matchAll(/^(?:\{ | {2})"(\w+)":/gm)].map(([, field]) => field!);
    const own = fields.slice(0, fields.indexOf('clients') + 1);
    expect(own).toContain('names');
    const { allowed } = errorOf(() => parseWorkload({ ...valid(), unknown: 1 }));
    expect(own.filter((field) => !allowed.split(', ').includes(field))).toEqual([]);
  });

  it('text that is not JSON', () => {
    const error = errorOf(() => parseWorkloadText('{"name": \n'));
    expect(error.path).toBe('$');
    expect(error.message).toMatch(/not JSON/);
    expect(error.message).not.toContain('\n');
  });

  it('about and realUntil are ignored, as the oracle does', () => {
    expect(() => parseWorkload({ ...valid(), about: 5, realUntil: 'x' })).not.toThrow();
  });
});
