// Programs of the kinds that people write run in the editor's engine as on CPython: the same events, one for one.
import { expect, test } from 'vitest';
import { threadsHere } from '../../src/page/workshop/engine/interpreter';
import { explained } from '../../src/page/workshop/words';
import type { OracleTrace } from '../conformance/compare';
import { firstDifference } from '../conformance/compare';
import { comparable } from './comparable';
import { runInNode } from './inNode';
import { programs } from './programs';
import { runServers } from './solutions';

const traces = await runServers(programs);

test.each(programs)('$id', async ({ id, server, workload }) => {
  const theirs = JSON.parse(traces.find((one) => one.id === id)!.text) as OracleTrace;
  const usesThreads = theirs.events.some(({ kind }) => kind === 'threadSpawn');
  const text = await runInNode({ workload, server, reactor: 'select' }, id.startsWith('web'));
  const ours = JSON.parse(text) as OracleTrace | { error: string };
  if (usesThreads && threadsHere() === 'none') {
    // `npm run verify:page` runs it in Chromium.
    expect(ours).toMatchObject({
      error: expect.stringContaining('switch between stacks') as string,
    });
    return;
  }
  expect('error' in ours ? ours.error : '').toBe('');
  expect(
    firstDifference(comparable(ours as OracleTrace, id), comparable(theirs, id))?.report ?? null,
  ).toBeNull();
});

test('a program that beats for ever ends when nobody else does anything; one that waits long does not', async () => {
  const { workload } = programs.find(({ id }) => id === 'heartbeat')!;
  const { until: _, ...endless } = workload;
  const run = async (then: string): Promise<[string | null, number]> => {
    const server = `from twisted.internet import protocol, reactor, task\n${then}\nreactor.listenTCP(8000, protocol.Factory.forProtocol(protocol.Protocol))\nreactor.run()\n`;
    const text = await runInNode({ workload: endless, server, reactor: 'select' });
    const { end, events } = JSON.parse(text) as OracleTrace;
    return [end, events.at(-1)!['t'] as number];
  };
  expect(await run('task.LoopingCall(print).start(1)')).toEqual(['until', 25_000]);
  expect(await run('task.LoopingCall(print).start(0.1)')).toEqual(['until', 15_000]);
  expect(await run('reactor.callLater(100, print)')).toEqual(['idle', 100_000]);
});

test('a program that imports twisted.web is told where it is not loaded, wherever it imports it', async () => {
  for (const text of ['from twisted import web', 'def f():\n    import twisted.web.http\nf()']) {
    const { workload } = programs.find(({ id }) => id === 'web')!;
    const made = await runInNode({ workload, server: text, reactor: 'select' });
    const { error } = JSON.parse(made) as { error: string };
    expect(explained(error, null)).toMatchObject({ needs: 'web' });
  }
});
