import { describe, expect, test } from 'vitest';
import { joined, preview } from '../../src/simulator/bytes';
import { Simulation } from '../../src/scenario/simulation';
import { Factory, Protocol } from '../../src/twisted/internet/protocol';
import { zeros } from '../../src/twisted/python/zeros';

const text = (length: number): string => '\0'.repeat(length);

describe('zeros answer as the text does', () => {
  test.each([0, 1, 40, 64, 65, 100, 1000])('%i bytes', (length) => {
    const data = zeros(length);
    expect(data.length).toBe(length);
    expect(String(data)).toBe(text(length));
    expect(preview(data)).toBe(preview(text(length)));
    for (const [start, end] of [
      [0, 10],
      [10, undefined],
      [-1, undefined],
      [5, -5],
      [90, 20],
      [500, 5000],
    ] as const) {
      expect(String(data.slice(start, end))).toBe(text(length).slice(start, end));
    }
    for (const other of ['', 'abc', text(3), text(200)]) {
      expect(String(joined(data, other))).toBe(text(length) + other);
      expect(String(joined(other, data))).toBe(other + text(length));
      expect(String(joined(data, zeros(other.length)))).toBe(text(length + other.length));
    }
  });

  test('a run with them has the same events', () => {
    const events = (make: (n: number) => string) => {
      const simulation = new Simulation({ reactor: 'select' });
      class Gives extends Protocol {
        override connectionMade(): void {
          this.transport!.write('head');
          for (const n of [3, 70_000, 200_000, 64, 131_072]) this.transport!.write(make(n));
          this.transport!.writeSequence([make(100), 'tail']);
          this.transport!.loseConnection();
        }
      }
      simulation.addClient('A', { read: { everyMs: 5, chunk: 9000 } }).connect();
      return simulation.run(() => {
        simulation.reactor.listenTCP(8000, Factory.forProtocol(Gives));
        simulation.reactor.run();
      }).events;
    };
    expect(events(zeros)).toEqual(events(text));
  });
});

test('500 MB of them take no memory, nor do their pieces in one buffer', () => {
  const all = zeros(500_000_000);
  const start = process.memoryUsage().heapUsed;
  let buffer = '';
  for (let i = 0; i < 5000; i++) buffer = joined(buffer, all.slice(i * 100_000, (i + 1) * 100_000));
  expect(buffer.length).toBe(500_000_000);
  expect(process.memoryUsage().heapUsed - start).toBeLessThan(20e6);
});
