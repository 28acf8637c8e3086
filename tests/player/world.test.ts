import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { worldAt } from '../../src/player/world/world';
import type { ClientState, World } from '../../src/player/world/world.types';
import type { RecordedEvent } from '../../src/recording/events';
import type { Recording } from '../../src/recording/recording';
import { fixture, fixtureNames, withoutSets } from './fixtures';

const client = (world: World, name: string): ClientState =>
  world.clients.find((one) => one.name === name)!;

/** Index of the first event of `kind` at or after `timeMs`. */
function find(recording: Recording, kind: string, timeMs = 0): number {
  const index = recording.events.findIndex(
    (event) => event.kind === kind && event.timeNs >= timeMs * 1e6,
  );
  expect(index).toBeGreaterThanOrEqual(0);
  return index;
}

describe('the world of every event', () => {
  it.each(fixtureNames)('holds what the events of %s say', (name) => {
    const recording = fixture(name);
    recording.events.forEach((event, index) => {
      const world = worldAt(recording, index);
      expect(world).toMatchObject({ index, timeNs: event.timeNs, turn: event.turn });
      compareSizes(world, event);
      if (event.kind === 'lineReceived' && event.conn !== null) {
        const before = client(worldAt(recording, index - 1), event.conn).partial;
        const after = client(world, event.conn).partial;
        expect(before.text.startsWith(event.line.slice(0, 40))).toBe(true);
        expect(before.size - after.size).toBeGreaterThan(event.line.length);
      }
    });
  });

  it.each(fixtureNames)('is the same for %s whatever way one comes to it', (name) => {
    const { events } = fixture(name);
    const indexes = fc.array(fc.nat(events.length - 1), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(indexes, (visited) => {
        const wandering = fixture(name);
        let last: World | null = null;
        for (const index of visited) last = worldAt(wandering, index);
        const goal = visited.at(-1)!;
        // Stepping back one by one, and starting over.
        worldAt(wandering, Math.min(goal + 1, events.length - 1));
        expect(worldAt(wandering, goal)).toEqual(last);
        expect(worldAt(fixture(name), goal)).toEqual(last);
      }),
      { numRuns: 10, seed: 1 },
    );
  });

  it('does not need the interest sets that a trace writes out', () => {
    const trace = fixture('08-chat');
    const ours = withoutSets(trace);
    for (let i = 0; i < trace.events.length; i++)
      expect(worldAt(ours, i)).toEqual(worldAt(trace, i));
  });
});

it('ignores kinds that it does not know, wherever they are', () => {
  const plain = fixture('blocked-reactor-3');
  const events = plain.events.flatMap((event) => {
    const odd = { timeNs: event.timeNs, turn: event.turn, kind: 'quantum', conn: 'A', n: 7 };
    return [event, odd as unknown as RecordedEvent];
  });
  const odd: Recording = { ...plain, events };
  plain.events.forEach((_, index) => {
    const { clients: plainClients, ...before } = worldAt(plain, index);
    const { clients: oddClients, ...after } = worldAt(odd, 2 * index + 1);
    expect(oddClients).toEqual(plainClients);
    expect({ ...after, index }).toEqual(before);
  });
});

/** Every number that an event tells about a buffer must be the size that the world shows. */
function compareSizes(world: World, event: RecordedEvent): void {
  if (event.kind === 'selectEnter') {
    const reading = world.interest.filter((row) => row.reading).map((row) => row.name);
    const writing = world.interest.filter((row) => row.writing).map((row) => row.name);
    expect(new Set(reading)).toEqual(new Set(event.reads));
    expect(new Set(writing)).toEqual(new Set(event.writes));
    expect(world.reactor.state).toBe('waiting');
  } else if (event.kind === 'select') {
    for (const row of world.interest) {
      if (row.readableSaid !== null)
        expect(event.readable.includes(row.name)).toBe(row.readableSaid);
      // What the OS said is still so: only the wait for the GIL can lie between.
      if (row.readableSaid === true) expect(row.readableNow).toBe(true);
      if (row.writableSaid === true) expect(row.writableNow).toBe(true);
    }
  } else if (event.kind === 'net.acceptable' || event.kind === 'accept') {
    expect(world.listenQueue).toHaveLength(event.queued);
  } else if ('conn' in event && typeof event.conn === 'string') {
    const state = world.clients.find((one) => one.name === event.conn);
    if (state === undefined) return;
    if (event.kind === 'net.arrive') expect(state.receiveBuffer.size).toBe(event.buffered);
    if (event.kind === 'recv' && event.left !== undefined) {
      expect(state.receiveBuffer.size).toBe(event.left);
    }
    if (event.kind === 'write') expect(state.writeBuffer.size).toBe(event.buffered);
    if (event.kind === 'send' && event.n !== undefined) {
      expect(state.writeBuffer.size).toBeGreaterThanOrEqual(event.offered - event.n);
    }
    if (event.kind === 'client.recv') expect(state.receivedTotal).toBe(event.total);
  }
  for (const state of world.clients) {
    for (const bytes of [state.receiveBuffer, state.partial, state.writeBuffer, state.sendBuffer]) {
      expect(bytes.size).toBeGreaterThanOrEqual(bytes.text.length);
    }
    for (const item of [...state.up, ...state.down]) {
      if (item.arrivesNs !== null) expect(item.arrivesNs).toBeGreaterThanOrEqual(world.timeNs);
      if (item.arrivesNs !== null) expect(item.arrivesNs).toBeGreaterThanOrEqual(item.departedNs);
    }
  }
}

describe('the blocked reactor', () => {
  const recording = fixture('blocked-reactor-3');
  const at = (timeMs: number): World => {
    const index = recording.events.findLastIndex((event) => event.timeNs <= timeMs * 1e6);
    return worldAt(recording, index);
  };

  it('shows the handler, the block and the line that sleeps', () => {
    const world = at(2200);
    expect(world.reactor).toEqual({
      state: 'running',
      station: 'run',
      handler: { conn: 'C', what: 'REPORT', method: 'lineReceived', sinceNs: 1_020e6 },
      block: { kind: 'block', startNs: 1_020e6, durationNs: 3_000e6 },
    });
    expect(world.code.line).toBe(10);
    expect(world.lastAskedNs).toBe(1_020e6);
    expect(world.asking).toBe(false);
  });

  it('shows what waits in the kernel, which nobody has asked about', () => {
    const world = at(2200);
    expect(client(world, 'A').receiveBuffer).toEqual({ text: 'yo\r\n', size: 4 });
    expect(client(world, 'D')).toMatchObject({ server: 'queued', state: 'connected' });
    expect(world.listenQueue).toEqual(['D']);
    const row = world.interest.find(({ name }) => name === 'A')!;
    expect(row).toMatchObject({ reading: true, readableNow: true, readableSaid: false });
    expect(world.interest.map(({ name }) => name)).toEqual(['A', 'B', 'C', 'port', 'waker']);
    expect(client(at(3600), 'A').receiveBuffer.text).toBe('yo\r\nhm?\r\nhey\r\n');
  });

  it('shows bytes on their way, with when they will arrive', () => {
    const send = find(recording, 'client.send', 1500);
    const bytes = { text: 'yo\r\n', size: 4, departedNs: 1_500e6, arrivesNs: 1_520e6 };
    expect(client(worldAt(recording, send), 'A').up).toEqual([bytes]);
    expect(client(worldAt(recording, send + 1), 'A').up).toEqual([]);
    const down = client(worldAt(recording, find(recording, 'send', 520)), 'A').down;
    expect(down).toEqual([{ text: 'hi\r\n', size: 4, departedNs: 520e6, arrivesNs: 540e6 }]);
    expect(client(worldAt(recording, find(recording, 'client.recv', 540)), 'A').down).toEqual([]);
  });

  it('keeps what D sends with its connect in its own kernel until it is connected', () => {
    const { up } = client(worldAt(recording, find(recording, 'client.send', 1800)), 'D');
    expect(up).toEqual([
      { text: '', size: 0, control: 'connect', departedNs: 1_800e6, arrivesNs: 1_860e6 },
      { text: 'hello\r\n', size: 7, departedNs: 1_840e6, arrivesNs: 1_860e6 },
    ]);
  });

  it('shows the answer go from our buffer to the kernel to the client', () => {
    const write = find(recording, 'write', 4020);
    expect(client(worldAt(recording, write), 'C').writeBuffer.text).toBe('42 rows\r\n');
    const send = find(recording, 'send', 4020);
    const sent = client(worldAt(recording, send), 'C');
    expect(sent.writeBuffer.size).toBe(0);
    expect(sent.sendBuffer).toEqual({ text: '42 rows\r\n', size: 9 });
    const ack = find(recording, 'net.ack', 4060);
    expect(client(worldAt(recording, ack), 'C').sendBuffer.size).toBe(0);
  });

  it('ends the block with the first thing that the reactor does after it', () => {
    const write = find(recording, 'write', 4020);
    expect(worldAt(recording, write - 1).reactor.block).toBeNull(); // the line after the sleep
    expect(at(4019).reactor.block).not.toBeNull();
  });

  it('keeps a client absent until it connects', () => {
    expect(at(1000).clients.map(({ name }) => name)).toEqual(['A', 'B', 'C', 'D']);
    expect(client(at(1000), 'D').state).toBe('absent');
  });
});

describe('details of other runs', () => {
  it('keeps half a line in the tray of the protocol', () => {
    const recording = fixture('07-line-framing');
    const trays = recording.events.map((_, i) =>
      worldAt(recording, i).clients.map((c) => c.partial.text),
    );
    expect(trays.flat()).toEqual(expect.arrayContaining(['thr', 'three\r']));
  });

  it('follows worker threads, their jobs and the calls that they queue', () => {
    const recording = fixture('05-defer-to-thread');
    const start = find(recording, 'threadStart');
    expect(worldAt(recording, start).threads[0]).toMatchObject({ name: 'worker-1', job: 'A/200' });
    const call = find(recording, 'callFromThread');
    expect(worldAt(recording, call).threadCalls).toEqual(['Deferred.callback']);
    const run = find(recording, 'fromThreadRun');
    expect(worldAt(recording, run).threadCalls).toEqual([]);
    expect(worldAt(recording, run).reactor.station).toBe('threadCalls');
  });

  it('keeps the timers that wait, and moves those that are moved', () => {
    const recording = fixture('15-timers');
    const moved = find(recording, 'timerDelay');
    const { id } = recording.events[moved] as { id: number };
    const fires = recording.events.find((e) => e.kind === 'timerFire' && e.id === id)!;
    const timer = worldAt(recording, moved).timers.find((one) => one.id === id);
    expect(timer?.dueNs).toBe(fires.timeNs);
    const last = worldAt(recording, recording.events.length - 1);
    expect(last.reactor.state).toBe('stopped');
  });

  it('drops a connect request at a full listen queue', () => {
    const recording = fixture('26-backlog-full');
    const drop = find(recording, 'net.synDropped');
    const { conn } = recording.events[drop] as { conn: string };
    expect(client(worldAt(recording, drop - 1), conn).up[0]).toMatchObject({ control: 'connect' });
    const { up } = client(worldAt(recording, drop), conn);
    expect(up.filter((item) => item.control !== undefined)).toEqual([]);
  });
});
