// Each task is solved by a program that real Twisted runs, and not by the lesson's own.
import { expect, test } from 'vitest';
import { scenarios } from '../../scenarios/all';
import { solvedIn, tasks } from '../../src/page/workshop/tasks';
import { parseRecording } from '../../src/recording/parse';
import { defaultValues } from '../../src/scenario/runScenario';
import { sourceOf } from '../../src/scenario/pythonLines';
import { makeRun, measured, type Run } from '../../src/session/run';
import { exportWorkload } from '../../src/workload/exportWorkload';
import { runServers } from './solutions';

/** What is replaced in the lesson's file, by what. */
const solutions: Readonly<Record<string, readonly [string, string][]>> = {
  'whole-lines': [
    [
      'from twisted.internet import protocol, reactor',
      'from twisted.internet import protocol, reactor\nfrom twisted.protocols.basic import LineReceiver',
    ],
    ['class Raw(protocol.Protocol):', 'class Raw(LineReceiver):'],
    ['def dataReceived(self, data):', 'def lineReceived(self, data):'],
  ],
  sums: [['self.sendLine(b"ok")', 'self.sendLine(b"%d" % sum(message))']],
  'long-message': [['MAX_LENGTH = 16384', 'MAX_LENGTH = 20000']],
  'other-order': [['print("next line")', 'reactor.callLater(0, print, "next line")']],
  echo: [
    [
      '            if user is not self:\n                user.sendLine(line)',
      '            user.sendLine(line)',
    ],
  ],
  'head-count': [
    [
      '        users.append(self)',
      '        users.append(self)\n        for user in users:\n            user.sendLine(b"%d here" % len(users))',
    ],
  ],
  'no-thread': [
    [
      '            rows = slow_report()\n            self.sendLine(rows)',
      '            reactor.callLater(BLOCK, self.sendLine, b"42 rows")',
    ],
  ],
  'with-thread': [
    [
      'from twisted.internet import protocol, reactor',
      'from twisted.internet import protocol, reactor, threads',
    ],
    [
      '            rows = slow_report()\n            self.sendLine(rows)',
      '            threads.deferToThread(slow_report).addCallback(self.sendLine)',
    ],
  ],
  'without-d': [
    [
      'class Chat(LineReceiver):',
      'class Chat(LineReceiver):\n    count = 0\n\n    def connectionMade(self):\n        Chat.count += 1\n        if Chat.count == 3:\n            port.stopListening()\n',
    ],
    ['reactor.listenTCP', 'port = reactor.listenTCP'],
  ],
  'real-deferred': [
    [
      '    time.sleep(BLOCK)  # or requests.get\n    d.callback(b"42 rows")',
      '    reactor.callLater(BLOCK, d.callback, b"42 rows")',
    ],
  ],
  working: [
    [
      '            d = threads.deferToThread',
      '            self.sendLine(b"working")\n            d = threads.deferToThread',
    ],
  ],
  'small-slices': [['SLICE = 250', 'SLICE = 20']],
};

const runs: Record<string, Run> = {};
const jobs = tasks.map(({ id, scenario }) => {
  const lesson = scenarios.find((one) => one.id === scenario)!;
  const values = defaultValues(lesson);
  const [variant] = lesson.variants;
  const server = solutions[id]!.reduce(
    (text, [from, to]) => {
      expect(text).toContain(from);
      return text.replace(from, () => to);
    },
    sourceOf(variant, values),
  );
  const making = { variantId: variant.id, values, seed: 1, reactor: 'select', typed: [] } as const;
  return { id, lesson, making, server, workload: exportWorkload(lesson, variant.id, values) };
});
for (const { id, text } of await runServers(jobs)) {
  const recording = parseRecording(JSON.parse(text));
  runs[id] = { ...measured(recording), making: jobs.find((job) => job.id === id)!.making };
}

test.each(tasks)('$id is solved by a program, and not by the lesson', ({ id, isSolved }) => {
  const { lesson, making } = jobs.find((job) => job.id === id)!;
  expect(isSolved(runs[id]!)).toBe(true);
  expect(isSolved(makeRun(lesson, making))).toBe(false);
});

test('there are twelve; of what a browser keeps, those that are none are left out', () => {
  expect([tasks.length, new Set(tasks.map(({ id }) => id)).size]).toEqual([12, 12]);
  const keeps = (value: unknown) => solvedIn({ read: () => value, write: () => undefined });
  expect(keeps(['echo', 'none', 3])).toEqual(['echo']);
  expect([keeps(undefined), keeps('echo')]).toEqual([[], []]);
});

test('a file with a byte order mark, CR LF or tabs runs as the same without', async () => {
  const { server, workload } = jobs.find(({ id }) => id === 'echo')!;
  const written = [
    server,
    `\ufeff${server}`,
    server.replaceAll('\n', '\r\n'),
    server.replaceAll('    ', '\t'),
    server.trimEnd(),
  ];
  const traces = await runServers(
    written.map((text, i) => ({ id: String(i), server: text, workload })),
  );
  const events = traces.map(({ text }) => (JSON.parse(text) as { events: object[] }).events);
  for (const one of events) expect(one).toEqual(events[0]);
});
