import { describe, expect, it } from 'vitest';
import type { ClientState, World } from '../../src/player/world/world.types';
import { byteRow } from '../../src/stage/kit/bytes';
import { loopGeometry } from '../../src/stage/pictures/machine/loop';
import {
  cellLook,
  flightShare,
  focusRects,
  machineLayout,
  reactorLook,
  tableIsStale,
} from '../../src/stage/pictures/machine/machine';
import { reactorText } from '../../src/stage/kit/reactorText';
import { textWidth } from '../../src/stage/kit/text';
import { traysOf } from '../../src/stage/pictures/machine/buffers';
import type { Layer } from '../../src/scenario/types';
import type { PictureSize } from '../../src/stage/kit/sizes';

const sizes: PictureSize[] = ['wide', 'medium', 'phone', 'embed'];
const all: Layer[] = [
  ...(['wire', 'receiveBuffer', 'listenQueue', 'readiness'] as const),
  ...(['reactor', 'loop', 'sendBuffer'] as const),
];
const byteSize = { letterPx: 16, delimiterPx: 20, fontPx: 14, labelPx: 14 };
const bytes = (text: string) => ({ text, size: text.length });

function client(fields: Partial<ClientState> = {}): ClientState {
  return {
    name: 'A',
    state: 'connected',
    server: 'accepted',
    ended: null,
    up: [],
    down: [],
    receiveBuffer: bytes(''),
    finArrived: false,
    partial: bytes(''),
    writeBuffer: bytes(''),
    sendBuffer: bytes(''),
    receivedTotal: 0,
    ...fields,
  };
}

describe('machineLayout', () => {
  it.each(sizes)('%s: rows stay apart and inside, and every client is shown or counted', (size) => {
    for (let clients = 1; clients <= 60; clients++) {
      const layout = machineLayout(size, clients, all);
      const rows = [
        ...layout.clientRows,
        ...(layout.hidden > 0 ? [layout.hiddenRow] : []),
        ...(layout.listenRow === null ? [] : [layout.listenRow]),
        ...(layout.wakerRow === null ? [] : [layout.wakerRow]),
      ];
      rows.slice(1).forEach((y, i) => expect(y - rows[i]!).toBeGreaterThanOrEqual(22.9));
      expect(layout.clientRows.length + layout.hidden).toBe(clients);
      expect(layout.trayHeight).toBeLessThan(layout.pitch);
      expect(rows.at(-1)! + layout.pitch / 2).toBeLessThan(layout.height);
    }
  });

  it.each(sizes)('%s: columns do not overlap', (size) => {
    const { wire, tray, table, ask, reactor, width } = machineLayout(size, 4, all);
    if (wire) expect(wire.x1).toBeLessThan(tray.x0);
    expect(tray.x1).toBeLessThan(table!.x);
    expect(table!.x + table!.width).toBeLessThanOrEqual(ask.x0);
    expect(ask.x1).toBeLessThanOrEqual(reactor.x);
    expect(reactor.x + reactor.width).toBeLessThan(width);
  });

  it.each(sizes)(
    '%s: the loop is closed, below the reactor, and its words fit their stations',
    (size) => {
      const layout = machineLayout(size, 4, all);
      const loop = loopGeometry(layout.loop, layout.labelPx);
      expect(loop.track).toMatch(/Z$/);
      expect(loop.stations.map((station) => station.name)).toEqual([
        ...['threadCalls', 'timers', 'ask', 'run'],
      ]);
      for (const station of loop.stations) {
        expect(station.y).toBeGreaterThan(layout.reactor.y + layout.reactor.height);
        expect(station.y + station.height).toBeLessThan(layout.height);
        const width = textWidth(station.label, layout.labelPx, { bold: true });
        expect(width).toBeLessThan(station.width);
      }
    },
  );

  it('leaves out what the scenario does not show', () => {
    const layout = machineLayout('wide', 4, ['receiveBuffer']);
    expect(layout).toMatchObject({ wire: null, table: null, listenRow: null, wakerRow: null });
    expect(focusRects(layout, ['wire', 'readiness', 'listenQueue', 'code'])).toEqual([]);
  });
});

describe('byteRow', () => {
  it('boxes touch, one for each byte, CR and LF by name', () => {
    const row = byteRow(bytes('hi\r\n'), 200, byteSize);
    expect(row.cells.map((cell) => cell.text)).toEqual(['h', 'i', 'CR', 'LF']);
    expect(row.cells.map((cell) => cell.delimiter)).toEqual([false, false, true, true]);
    row.cells.slice(1).forEach((cell, i) => {
      expect(cell.x).toBe(row.cells[i]!.x + row.cells[i]!.width);
    });
    expect(row.rest).toBe('');
  });

  it('counts what has no room, and never grows beyond it', () => {
    const text = 'x'.repeat(500);
    for (let room = 75; room < 300; room += 7) {
      const row = byteRow(bytes(text), room, byteSize);
      expect(row.width).toBeLessThanOrEqual(room);
      expect(row.rest).toBe(`${row.cells.length > 0 ? '+ ' : ''}${500 - row.cells.length} bytes`);
    }
  });

  it('counts what a preview leaves out', () => {
    const row = byteRow({ text: 'abc', size: 70_000 }, 200, byteSize);
    expect(row.cells).toHaveLength(3);
    expect(row.rest).toBe('+ 68 KiB');
  });

  it('shows the unprintable as a dot', () => {
    expect(byteRow(bytes('\x00\xff'), 99, byteSize).cells.map((c) => c.text)).toEqual(['·', 'ÿ']);
  });
});

describe('traysOf', () => {
  const tray = { x0: 100, x1: 366 };
  const shown = { receive: true, send: true, wire: true, timeNs: 1e9 };

  it('has the kernel’s receive buffer over the whole width when nothing else waits', () => {
    expect(traysOf(client(), tray, byteSize, shown)).toMatchObject([
      { kind: 'kernelIn', x: 100, width: 266, label: 'empty' },
    ]);
  });

  it('trays in use stand beside each other, filled within their outline', () => {
    const texts = ['', 'a\r\n', 'x'.repeat(40)];
    for (const receive of texts)
      for (const partial of texts)
        for (const write of texts) {
          const trays = traysOf(
            client({
              receiveBuffer: bytes(receive),
              partial: bytes(partial),
              writeBuffer: bytes(write),
            }),
            tray,
            byteSize,
            shown,
          );
          trays.forEach((one, i) => {
            const next = trays[i + 1];
            expect(one.x + one.width).toBeLessThan(next ? next.x : tray.x1 + 0.01);
            if (one.row.width > 0 && one.row.rest === '') {
              expect(one.rowX + one.row.width).toBeLessThanOrEqual(one.x + one.width);
            }
          });
          expect(trays.map((one) => one.kind)).toEqual([
            'kernelIn',
            ...(partial ? ['read'] : []),
            ...(write ? ['written'] : []),
          ]);
        }
  });

  it('shows in the kernel only what has not left', () => {
    const down = [{ ...bytes('hi'), departedNs: 2e9, arrivesNs: 3e9 }];
    const kinds = (timeNs: number) =>
      traysOf(client({ down }), tray, byteSize, { ...shown, timeNs }).map(({ kind }) => kind);
    expect(kinds(1e9)).toEqual(['kernelIn', 'kernelOut']);
    expect(kinds(2e9)).toEqual(['kernelIn']);
  });

  it('says why nothing is there', () => {
    const label = (fields: Partial<ClientState>) =>
      traysOf(client(fields), tray, byteSize, shown)[0]!.label;
    expect(label({ state: 'absent' })).toBe('not connected yet');
    expect(label({ state: 'closed' })).toBe('connection closed');
    expect(label({ ended: 'closedByServer' })).toBe('socket closed by the server');
    expect(label({ server: 'none', state: 'refused' })).toBe('connection refused');
    expect(label({ finArrived: true })).toBe('end of stream, unread');
  });
});

describe('what the reactor looks like', () => {
  const world = (reactor: Partial<World['reactor']>, more: Partial<World> = {}): World => ({
    index: 0,
    timeNs: 0,
    turn: 1,
    program: 'reactor' as const,
    clients: [],
    portClosed: false,
    listenQueue: [],
    interest: [],
    lastAskedNs: 1e9,
    asking: false,
    timers: [],
    threads: [],
    threadCalls: [],
    code: { line: null, ran: null, others: [] },
    reactor: { state: 'running', station: 'run', handler: null, block: null, ...reactor },
    ...more,
  });
  const block = (durationNs: number) => ({ kind: 'block' as const, startNs: 1e9, durationNs });

  it('is blocked by more than 100 ms, not by 100 ms', () => {
    expect(reactorLook(world({ block: block(1e8) }), 1.05e9)).toBe('running');
    expect(reactorLook(world({ block: block(1e8 + 1) }), 1.05e9)).toBe('blocked');
    const handler = { conn: 'C', what: 'x', sinceNs: 1e9 };
    expect(reactorLook(world({ handler }), 1.05e9)).toBe('running');
    expect(reactorLook(world({ handler }), 1.2e9)).toBe('blocked');
    expect(reactorLook(world({ state: 'waiting' }), 9e9)).toBe('waiting');
  });

  it('greys the table once nobody has asked for more than 100 ms', () => {
    expect(tableIsStale(world({}), 1.05e9)).toBe(false);
    expect(tableIsStale(world({}), 2e9)).toBe(true);
    expect(tableIsStale(world({}, { asking: true }), 2e9)).toBe(false);
  });

  it.each([
    [false, true, true, 'notAsked'],
    [true, true, false, 'kernelKnows'],
    [true, false, true, 'no'],
  ] as const)('stale: asked %s, ready now %s, said %s: %s', (asked, now, said, look) => {
    expect(cellLook(asked, now, said, { asking: false, stale: true })).toBe(look);
  });

  it('tells the OS’s answer while it is fresh, and what is so while it is asked', () => {
    expect(cellLook(true, false, true, { asking: false, stale: false })).toBe('yes');
    expect(cellLook(true, true, null, { asking: false, stale: false })).toBe('no');
    expect(cellLook(true, true, null, { asking: true, stale: false })).toBe('yes');
  });

  it('moves bytes evenly from departure to arrival', () => {
    const item = { departedNs: 100, arrivesNs: 300 };
    expect([0, 100, 150, 300, 999].map((t) => flightShare(item, t))).toEqual([0, 0, 0.25, 1, 1]);
    expect(flightShare({ departedNs: 100, arrivesNs: null }, 999)).toBe(0);
  });
});

describe('a handler that is too long for one line', () => {
  const running = (handler: { conn: string | null; what: string }) =>
    ({
      timers: [],
      program: 'reactor',
      reactor: {
        state: 'running',
        station: 'timers',
        block: null,
        handler: { ...handler, sinceNs: 0 },
      },
    }) as unknown as World;

  it('is broken at its own dot, whether or not it is a connection’s', () => {
    const lines = (handler: { conn: string | null; what: string }): string[] =>
      reactorText(running(handler), 0, 150, 14).handler;
    expect(lines({ conn: null, what: 'Server.connectionLost' })).toEqual([
      'Server.',
      'connectionLost',
    ]);
    expect(lines({ conn: 'A', what: 'stringReceivedTwice' })).toEqual(['A.', 'stringReceivedTw…']);
    expect(lines({ conn: null, what: 'tick' })).toEqual(['tick']);
  });
});

it('rings are whole: none leaves the picture', () => {
  for (const size of ['wide', 'medium', 'phone', 'embed'] as const) {
    const layers: Layer[] = [
      'wire',
      'receiveBuffer',
      'listenQueue',
      'idleTimers',
      'reactor',
      'loop',
    ];
    const layout = machineLayout(size, 4, layers);
    for (const ring of focusRects(layout, [
      'loop',
      'reactor',
      'idleTimers',
      'listenQueue',
      'wire',
    ])) {
      expect(ring.x).toBeGreaterThanOrEqual(2);
      expect(ring.x + ring.width).toBeLessThanOrEqual(layout.width - 2);
      expect(ring.y + ring.height).toBeLessThanOrEqual(layout.height - 2);
    }
  }
});
