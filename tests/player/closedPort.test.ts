import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { phrase } from '../../src/cli/phrases';
import { worldAt } from '../../src/player/world/world';
import type { ClientState } from '../../src/player/world/world.types';
import type { EventKind } from '../../src/recording/events';
import { runWorkload } from '../../src/workload/runWorkload';
import { parseWorkloadText } from '../../src/workload/workload';
import { workloadFile } from '../conformance/traces';

const recording = runWorkload(
  parseWorkloadText(readFileSync(workloadFile('50-closed-port'), 'utf8')),
);

function at(kind: EventKind, conn: string): { index: number; words: string | undefined } {
  const index = recording.events.findIndex(
    (event) => event.kind === kind && 'conn' in event && event.conn === conn,
  );
  expect(index).toBeGreaterThan(-1);
  return { index, words: phrase(recording.events[index]!)?.join(' ') };
}

function client(name: string, index: number): ClientState {
  return worldAt(recording, index).clients.find((one) => one.name === name)!;
}

describe('a port that closes', () => {
  it('resets who waits in its listen queue: the queue is empty, and the reset travels', () => {
    const { index, words } = at('net.reset', 'Q');
    expect(worldAt(recording, index - 1).listenQueue).toContain('Q');
    expect(worldAt(recording, index).listenQueue).not.toContain('Q');
    const { server, state, receiveBuffer, down } = client('Q', index);
    expect({ server, state, unread: receiveBuffer.size }).toEqual({
      server: 'lost',
      state: 'connected',
      unread: 0,
    });
    expect(down.map(({ control }) => control)).toEqual(['rst']);
    expect(client('Q', at('client.connectionReset', 'Q').index).state).toBe('reset');
    expect(words).toBe('kernel the port is closed: Q, not accepted, is reset');
  });

  it('refuses who knocks: the request ends there, and a reset comes back', () => {
    const { index, words } = at('net.synRefused', 'L');
    const requests = (index: number): unknown[] =>
      client('L', index).up.filter(({ control }) => control === 'connect');
    expect(requests(index - 1)).toHaveLength(1);
    expect(requests(index)).toHaveLength(0);
    expect(client('L', index).down.map(({ control }) => control)).toEqual(['rst']);
    expect(words).toBe('kernel the port is closed: L is refused');
    const refused = at('client.refused', 'L');
    expect(client('L', refused.index)).toMatchObject({
      state: 'refused',
      server: 'none',
      up: [],
      down: [],
    });
    expect(refused.words).toBe('L is refused: nobody listens');
  });

  it('is told as it closes and when one listens again', () => {
    expect(at('stopListening', 'port').words).toBe('server stops listening');
    expect(at('sockClose', 'port').words).toBe('server closes the port');
    expect(at('listen', 'port').words).toBe('server listens on port 8000');
  });
});
