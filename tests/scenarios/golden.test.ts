import { describe, expect, test } from 'vitest';
import { eventsToWire } from '../../src/recording/json';
import { runScenario } from '../../src/scenario/runScenario';
import { firstDifference } from '../conformance/compare';
import { readTrace } from '../conformance/traces';
import { positions } from './positions';
import { fromTheReactorOn, recordingFile } from './recordings';

describe('server.ts does what real Twisted does with server.py', () => {
  test.each(positions.map((p) => [`${p.scenario.id}, ${p.variant.id}, ${p.name}`, p] as const))(
    '%s',
    (_, position) => {
      const { scenario, variant, values } = position;
      const ours = runScenario(scenario, variant.id, values);
      const difference = firstDifference(
        fromTheReactorOn({ end: ours.end, events: eventsToWire(ours) }),
        fromTheReactorOn(readTrace(recordingFile(position))),
      );
      expect(difference?.report ?? null).toBeNull();
    },
  );
});
