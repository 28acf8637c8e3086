import { render } from 'svelte/server';
import { describe, expect, it } from 'vitest';
import { scenario } from '../../scenarios/who-is-ready/scenario';
import { worldAt } from '../../src/player/world/world';
import { runScenario } from '../../src/scenario/runScenario';
import ReadinessPicture from '../../src/stage/pictures/readiness/ReadinessPicture.svelte';
import { askedWords } from '../../src/stage/pictures/readiness/asked';
import { readinessFocus, readinessLayout } from '../../src/stage/pictures/readiness/layout';
import { textWidth } from '../../src/stage/kit/text';
import { causeIndex } from '../../src/scenario/story';
import type { PictureSize } from '../../src/stage/kit/sizes';

const sizes: PictureSize[] = ['wide', 'medium', 'phone', 'embed'];
const recording = runScenario(scenario);
const indexOf = (beat: string): number => causeIndex(recording, beat);

function draw(index: number, size: PictureSize, run = recording): string {
  const world = worldAt(run, index);
  return render(ReadinessPicture, {
    props: {
      picture: { name: 'readiness' },
      recording: run,
      world,
      timeNs: world.timeNs,
      size,
      values: { clients: 4, traffic: 0 },
      layers: scenario.layers,
      focus: [],
      roles: scenario.roles,
      reducedMotion: false,
    },
  }).body;
}

describe('what is asked and answered, in words', () => {
  const words = (beat: string, roomPx = 208): string[] =>
    askedWords(worldAt(recording, indexOf(beat)), roomPx, 14);

  it('asleep: one question about all, no answer', () => {
    expect(words('one-list')).toEqual(['readable? A, B, C, D, listen', 'no answer yet']);
  });

  it('who is ready, and no one else', () => {
    expect(words('only-b').at(-1)).toBe('answer: B');
    expect(words('together').at(-1)).toBe('answer: A, C');
  });

  it('“writable?” is asked only while there is something to send', () => {
    expect(words('writable')).toContain('writable? D');
    expect(words('sent').join()).not.toContain('writable');
  });

  it('counts what it has no room to name', () => {
    expect(words('one-list', 110)[0]).toBe('readable? 5');
  });
});

it('the CPU is idle while the reactor is asleep, and only then', () => {
  expect(draw(indexOf('asleep'), 'wide')).toContain('CPU 0 %');
  expect(draw(indexOf('read-b'), 'wide')).toContain('CPU busy');
});

describe.each(sizes)('%s', (size) => {
  it('2 to 12 clients: rows stay apart and inside, parts do not overlap', () => {
    for (let clients = 2; clients <= 12; clients++) {
      const layout = readinessLayout(size, clients);
      const { machine, table, cpu, words } = layout;
      expect(machine.clientRows).toHaveLength(clients);
      expect(machine.pitch).toBeGreaterThanOrEqual(machine.labelPx + 4);
      expect(machine.cell.height).toBeLessThan(machine.pitch);
      expect(machine.noteY).toBeLessThanOrEqual(machine.height - 4);
      expect(machine.tray.x1).toBeLessThan(table.x);
      expect(table.x + table.width).toBeLessThan(machine.reactor.x);
      expect(machine.reactor.y + machine.reactor.height).toBeLessThan(cpu.y);
      expect(cpu.y + cpu.height).toBeLessThanOrEqual(words.y - machine.labelPx + 4);
      expect(words.y + 2 * words.pitch).toBeLessThanOrEqual(machine.height - 4);
      for (const ring of readinessFocus(layout, ['receiveBuffer', 'readiness', 'cpu', 'reactor'])) {
        expect(ring.x + ring.width).toBeLessThanOrEqual(machine.width);
        expect(ring.y + ring.height).toBeLessThanOrEqual(machine.height);
      }
    }
  });

  it('the heads of the columns stand apart', () => {
    const { heads, readX, writeX, machine, table, nameX, terse } = readinessLayout(size, 4);
    const half = (text: string): number => textWidth(text, machine.labelPx, { bold: true }) / 2;
    expect(readX + half(heads[0])).toBeLessThan(writeX - half(heads[1]));
    expect(writeX + half(heads[1])).toBeLessThan(machine.reactor.x);
    if (terse) return;
    const asked = textWidth('not asked', machine.labelPx) / 2;
    expect(nameX + 2 * half('listen')).toBeLessThan(readX - asked);
    expect(readX + asked).toBeLessThan(writeX - asked);
    expect(writeX + asked).toBeLessThanOrEqual(table.x + table.width - 3);
  });

  it('draws every moment, with few clients and with many', () => {
    for (const clients of [2, 12]) {
      const run = runScenario(scenario, 'list', { clients, traffic: 1 });
      for (let index = 0; index < run.events.length; index += 7) {
        expect(draw(index, size, run)).not.toMatch(/NaN|undefined|Infinity/);
      }
    }
  });
});
