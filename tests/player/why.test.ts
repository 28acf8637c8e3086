import { describe, expect, test } from 'vitest';
import { scenario } from '../../scenarios/blocked-reactor/scenario';
import { longestWaitOf, waitsOf } from '../../src/player/measures/waits';
import { whyWait, type Why } from '../../src/player/measures/why';
import { runScenario } from '../../src/scenario/runScenario';

function why(client: string, values: Record<string, number>, variant = 'blocking'): Why {
  const recording = runScenario(scenario, variant, values);
  return whyWait(recording, longestWaitOf(waitsOf(recording), client)!);
}

describe('why a client waited', () => {
  test('a blocked reactor: every link, in order', () => {
    const { steps, sentence } = why('A', { block: 3, ask: 1 });
    expect(steps.map(({ id, timeNs }) => `${id} ${timeNs / 1e9}`)).toEqual([
      'sent 1.5',
      'arrived 1.52',
      'asked 4.02',
      'read 4.02',
      'handled 4.02',
      'written 4.02',
      'left 4.02',
      'received 4.04',
    ]);
    expect(steps.map(({ index }) => index)).toEqual(
      steps.map(({ index }) => index).sort((a, b) => a - b),
    );
    expect(sentence).toBe(
      'A sent “yo” at 1.50 s. The kernel had it at 1.52 s. Nobody asked before 4.02 s: the one ' +
        'thread was in C’s handler. It was read at 4.02 s. The answer came at 4.04 s, after 2.5 s: 40 ms the ' +
        'way there and back, 2.5 s unread in the kernel.',
    );
  });

  test('nobody blocks: the way there and back, and nobody is blamed', () => {
    const { parts, sentence } = why('A', { block: 0, ask: 1 });
    expect(parts.map(({ id }) => id)).toEqual(['there', 'back']);
    expect(sentence).toContain('after 40 ms: the way there and back, and nothing else');
  });

  test('a client that connects during the block', () => {
    const { steps, sentence } = why('D', { block: 3, ask: 1 });
    expect(steps[0]).toMatchObject({ id: 'sent', text: 'D connects' });
    expect(sentence).toContain('D connected at 1.80 s to send “hello”.');
    expect(sentence).toContain('Nobody asked before 4.02 s');
  });

  test('a job in a thread: the one who asked is not held by the reactor', () => {
    const { sentence } = why('C', { block: 3, ask: 1 }, 'thread');
    expect(sentence).not.toContain('Nobody asked');
    expect(sentence).toContain('after 3.0 s');
  });
});
