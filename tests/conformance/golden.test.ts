import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { eventsToWire } from '../../src/recording/json';
import { runWorkload } from '../../src/workload/runWorkload';
import { parseWorkloadText } from '../../src/workload/workload';
import { firstDifference, type WireEvent } from './compare';
import { readTrace, REACTORS, traceFile, workloadFile, workloadNames } from './traces';

describe.each(REACTORS)('the same events as real Twisted, on %s', (reactor) => {
  it.each(workloadNames)('%s', (name) => {
    const workload = parseWorkloadText(readFileSync(workloadFile(name), 'utf8'));
    const recording = runWorkload(workload, { reactor });
    const ours = { end: recording.end, events: eventsToWire(recording) as WireEvent[] };
    const difference = firstDifference(ours, readTrace(traceFile(name, reactor)));
    expect(difference?.report ?? null).toBeNull();
  });
});
