import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OracleTrace } from './compare';
import { runOracleBatch, type OracleJob, type OracleResult } from './runOracle';

/** The second line of the client. */
const LATER = ['client.send', 'net.arrive'];

/** What a server does with each line that it gets, and how the oracle says that it cannot do it. */
const REFUSED: [code: string, sentence: string][] = [
  ['import threading; threading.Lock().acquire()', 'threading.Lock() is not modelled'],
  ['import threading; threading.Event().wait()', 'threading.Event() is not modelled'],
  ['import queue; queue.Queue().get()', 'import queue: that module is not modelled'],
  ['import asyncio', 'import asyncio: that module is not modelled'],
  ['from concurrent import futures', 'import concurrent: that module is not modelled'],
  ['import subprocess', 'import subprocess: that module is not modelled'],
  ['import requests', 'import requests: that module is not modelled'],
  ['from . import other', 'a relative import: a server is one file'],
  ['from twisted.mail import smtp', 'import twisted.mail: that module is not modelled'],
  ['from twisted.web import wsgi', 'import twisted.web.wsgi: that module is not modelled'],
  [
    'from twisted.web import static; static.File("/")',
    'static.File() is not modelled: there are no files beside the server',
  ],
  ['from twisted.internet import udp', 'import twisted.internet.udp: that module is not modelled'],
  ['import os; os.system("true")', 'os.system() is not modelled'],
  ['import os; os._exit(0)', 'os._exit() is not modelled'],
  ['import signal; signal.alarm(1)', 'signal.alarm() is not modelled'],
  ['import time; time.process_time()', 'time.process_time() is not modelled'],
  [
    'import time\n        while time.monotonic() < 5: pass',
    'the program waits in a loop for the clock; virtual time only passes in time.sleep',
  ],
  ['import socket; socket.getaddrinfo("a", 1)', 'socket.getaddrinfo() is not modelled'],
  ['import socket; socket.socket().connect_ex(("", 1))', 'socket.connect_ex is not modelled'],
  ['import select; select.poll()', 'select.poll() is not modelled'],
  ['self.transport.getHandle().recv_into(b"")', 'socket.recv_into is not modelled'],
  [
    'import socket; self.transport.getHandle().setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)',
    'setsockopt(1, 8): that option is not modelled',
  ],
  ['self.transport.startTLS(None)', 'transport.startTLS() is not modelled'],
  ['reactor.listenUDP(1, None)', 'reactor.listenUDP() is not modelled'],
  [
    'from twisted.internet import utils; utils.getProcessOutput("/bin/true")',
    'a process that is not sys.executable with -c and its code is not modelled',
  ],
  [
    'import sys; reactor.spawnProcess(protocol.ProcessProtocol(), sys.executable, [sys.executable, "-c", ""]).write(b"x")',
    'writing to another process is not modelled',
  ],
  [
    'import sys; reactor.spawnProcess(protocol.ProcessProtocol(), sys.executable, [sys.executable, "-c", ""]).signalProcess("KILL")',
    'signalProcess() is not modelled',
  ],
  [
    'reactor.spawnProcess(protocol.ProcessProtocol(), "true", usePTY=True)',
    'spawnProcess with usePTY() is not modelled',
  ],
  ['reactor.resolve("example.org")', 'reactor.resolve() is not modelled'],
  ['input()', 'input() would wait for somebody at the keyboard'],
  [
    'from twisted.internet import selectreactor; selectreactor.install()',
    "installReactor() is the oracle's own: choose with --reactor",
  ],
  [
    'import threading, time\n        def f():\n            while True: time.sleep(1)\n' +
      '        t = threading.Thread(target=f); t.start(); t.join()',
    'the main thread waits for threads that go on for ever: give the workload an `until`',
  ],
];

/** What holds the main thread for ever, and the events that are left: the kernel goes on. */
const HANGS: [code: string, kinds: string[]][] = [
  [
    'from twisted.internet import threads; threads.blockingCallFromThread(reactor, print)',
    ['callFromThread', 'wakeUp', ...LATER],
  ],
  [
    'import threading; from twisted.internet import threads\n' +
      '        t = threading.Thread(target=threads.blockingCallFromThread, args=(reactor, print))\n' +
      '        t.start(); t.join()',
    ['threadSpawn', 'joinStart', 'callFromThread', 'wakeUp', ...LATER],
  ],
  ['import select; select.select([], [], [])', ['selectEnter', ...LATER]],
  [
    'import socket; s = socket.socket(); s.bind(("", 9001)); s.listen(); s.accept()',
    ['listen', 'acceptWait', ...LATER],
  ],
];

/** Chance, by each way to it. */
const DICE = `import os, random
        chance = random.random(), random.SystemRandom().random(), os.urandom(4).hex()
        self.sendLine(repr((chance, hash("a"), {"a", "b", "c"})).encode())`;

const server = (code: string): string => `
from twisted.internet import protocol, reactor
from twisted.protocols.basic import LineReceiver


class P(LineReceiver):
    def lineReceived(self, line):
        ${code}


reactor.listenTCP(8000, protocol.Factory.forProtocol(P))
reactor.run()
`;

const workload = {
  name: 'refused',
  server: {},
  clients: [{ name: 'A', actions: [10, 50].map((at) => ({ at, send: 'go\r\n' })) }],
};

describe('what the oracle cannot do it refuses, without a trace', () => {
  const folder = mkdtempSync(join(tmpdir(), 'refusals-'));
  const results = new Map<string, OracleResult>();
  const job = (id: string, file: string, text: string): OracleJob => {
    writeFileSync(join(folder, file), text);
    return { id, workload, server: join(folder, file) };
  };

  beforeAll(async () => {
    const jobs = [...REFUSED, ...HANGS].map(([code], n) => job(code, `${n}.py`, server(code)));
    jobs.push(job('tac', 'app.tac', 'application = None'));
    for (const id of ['dice', 'again']) jobs.push(job(id, `${id}.py`, server(DICE)));
    await runOracleBatch(jobs, (result) => results.set(result.id, result), 2);
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(REFUSED)('%s', (code, sentence) => {
    expect(results.get(code)).toEqual({ id: code, error: `exit code 3: oracle: ${sentence}` });
  });

  it.each(HANGS)('hangs, as real Python does: %s', (code, kinds) => {
    const result = results.get(code)!;
    expect(result).toHaveProperty('text');
    const trace = JSON.parse((result as { text: string }).text) as OracleTrace;
    expect(trace.end).toBe('hangs');
    const handled = trace.events.map(({ kind }) => kind as string);
    expect(handled.slice(handled.indexOf('handlerStart') + 1)).toEqual([...kinds, 'end']);
  });

  it('chance is the same each time', () => {
    const [dice, again] = ['dice', 'again'].map((id) => (results.get(id) as { text: string }).text);
    expect(dice).toContain('write');
    expect(dice).not.toContain('logError');
    expect(again!.replaceAll('again.py', 'dice.py')).toBe(dice);
  });

  it('a .tac file', () => {
    const file = join(folder, 'app.tac');
    const sentence = `${file}: twistd runs such files; the oracle runs a program`;
    expect(results.get('tac')).toEqual({ id: 'tac', error: `exit code 3: oracle: ${sentence}` });
  });
});
