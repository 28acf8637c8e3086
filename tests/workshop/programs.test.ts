// Programs of the kinds that people write run in the editor's engine as on CPython: the same events, one for one.
import { expect, test } from 'vitest';
import { threadsHere } from '../../src/page/workshop/engine/interpreter';
import type { OracleTrace } from '../conformance/compare';
import { firstDifference } from '../conformance/compare';
import { runInNode } from './inNode';
import { programs } from './programs';
import { runServers } from './solutions';

const traces = await runServers(programs);

test.each(programs)('$id', async ({ id, server, workload }) => {
  const theirs = JSON.parse(traces.find((one) => one.id === id)!.text) as OracleTrace;
  const usesThreads = theirs.events.some(({ kind }) => kind === 'threadSpawn');
  const text = await runInNode({ workload, server, reactor: 'select' });
  const ours = JSON.parse(text) as OracleTrace | { error: string };
  if (usesThreads && threadsHere() === 'none') {
    // `npm run verify:page` runs it in Chromium.
    expect(ours).toMatchObject({ error: expect.stringContaining('switch between stacks') as string });
    return;
  }
  expect('error' in ours ? ours.error : '').toBe('');
  expect(firstDifference(ours as OracleTrace, theirs)?.report ?? null).toBeNull();
});
