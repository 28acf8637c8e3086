import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { worldAt } from '../../src/player/world/world';
import { parseRecording } from '../../src/recording/json';
import type { Recording } from '../../src/recording/recording';
import { gunzipSync } from 'node:zlib';

/** A trace of real Twisted over a network that fails. */
function trace(name: string): Recording {
  const file = new URL(`../conformance/traces/select/${name}.json.gz`, import.meta.url);
  return parseRecording(gunzipSync(readFileSync(file)).toString('utf8'));
}

const NAMES = [
  '42-cut-link-write',
  '43-cut-link-idle',
  '44-keepalive',
  '45-nat-drop',
  '46-nat-reset',
  '47-one-way-cut',
  '48-cut-window',
];

/** A latency of these networks. */
const LATENCY_NS = 20e6;

describe.each(NAMES)('what the network lost in %s', (name) => {
  const recording = trace(name);

  it('is not on a wire for longer than its way takes', () => {
    recording.events.forEach((event, index) => {
      const world = worldAt(recording, index);
      for (const client of world.clients) {
        for (const item of [...client.up, ...client.down]) {
          const left = event.timeNs - item.departedNs;
          if (item.arrivesNs === null) expect(left).toBeLessThanOrEqual(2 * LATENCY_NS);
        }
      }
    });
  });
});

describe('a server that writes into a cut cable', () => {
  const recording = trace('42-cut-link-write');
  const { events } = recording;
  const firstLost = events.findIndex((e) => e.kind === 'net.lost' && e.conn === 'A');
  const timeout = events.findIndex((e) => e.kind === 'net.timeout' && e.conn === 'A');

  it('sees each copy fly until it is lost', () => {
    const down = worldAt(recording, firstLost - 1).clients[0]!.down;
    expect(down.filter(({ text }) => text === 'tick\r\n').length).toBeGreaterThan(0);
  });

  it('keeps the bytes in its send buffer until the kernel gives up', () => {
    expect(worldAt(recording, timeout - 1).clients[0]!.sendBuffer.text).toContain('tick');
    const after = worldAt(recording, timeout);
    expect(after.interest.find((row) => row.name === 'A')!.readableNow).toBe(true);
  });

  it('leaves the client, which hears nothing, connected', () => {
    expect(worldAt(recording, events.length - 1).clients[0]!.state).toBe('connected');
  });
});

describe('a client that gives up', () => {
  it('is drawn as reset from its timeout on', () => {
    const recording = trace('43-cut-link-idle');
    const { events } = recording;
    const at = events.findIndex((e) => e.kind === 'net.timeout' && e.side === 'client');
    const clientAt = (index: number) =>
      worldAt(recording, index).clients.find(({ name }) => name === 'B')!;
    expect([clientAt(at - 1).state, clientAt(at).state]).toEqual(['connected', 'reset']);
  });
});
