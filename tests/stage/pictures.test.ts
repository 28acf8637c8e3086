import { render } from 'svelte/server';
import { describe, expect, it } from 'vitest';
import { scenario as blockedReactor } from '../../scenarios/blocked-reactor/scenario';
import { reactorSpans } from '../../src/player/measures/spans';
import { formatWait, longestWaits, waitsOf } from '../../src/player/measures/waits';
import { worldAt } from '../../src/player/world/world';
import type { Recording } from '../../src/recording/recording';
import { runScenario } from '../../src/scenario/runScenario';
import Code from '../../src/stage/code/Code.svelte';
import EmbedStage from '../../src/stage/lanes/EmbedStage.svelte';
import MachinePicture from '../../src/stage/pictures/machine/MachinePicture.svelte';
import Timeline from '../../src/stage/lanes/Timeline.svelte';
import type { PictureProps } from '../../src/stage/pictures/picture';
import type { TimelineRun } from '../../src/stage/lanes/timeline';
import type { PictureSize } from '../../src/stage/kit/sizes';

const recordings = new Map(
  [0, 3].map((block) => [block, runScenario(blockedReactor, undefined, { block })]),
);
const recording = recordings.get(3)!;
const layers = blockedReactor.layers;
const domainNs: [number, number] = [0, 9e9];
const onscrub = () => undefined;

function runOf(block: number): TimelineRun {
  const of = recordings.get(block)!;
  return {
    id: `block-${block}`,
    label: `block ${block}.0 s`,
    endNs: of.events.at(-1)!.timeNs,
    spans: reactorSpans(of),
    waits: waitsOf(of),
    clients: longestWaits(of).map((row) => ({
      name: row.client,
      role: blockedReactor.roles[row.client] ?? '',
      worst: formatWait(row),
    })),
  };
}

/** The machine at a time, as text between the tags. */
function machineAt(timeNs: number, size: PictureSize = 'wide'): { html: string; text: string } {
  const index = recording.events.findLastIndex((event) => event.timeNs <= timeNs);
  return draw(recording, { world: worldAt(recording, index), timeNs, size });
}

function draw(
  of: Recording,
  shown: Pick<PictureProps, 'world' | 'timeNs' | 'size' | 'title'>,
): { html: string; text: string } {
  const rest = { values: {}, layers, focus: [], roles: {}, reducedMotion: false };
  const props: PictureProps<'machine'> = {
    picture: { name: 'machine' },
    recording: of,
    ...rest,
    ...shown,
  };
  return textOf(render(MachinePicture, { props }).body);
}

function textOf(html: string): { html: string; text: string } {
  const plain = html
    .replace(/<!--.*?-->/g, '')
    .replace(/<[^>]*>/g, '|')
    .replaceAll('&lt;', '<');
  return { html, text: plain.replace(/[|\s]*\|[|\s]*/g, '|') };
}

describe('the machine', () => {
  it('while C sleeps: says BLOCKED, how long, where, and that the OS knows', () => {
    const { html, text } = machineAt(2.2e9);
    for (const words of ['BLOCKED', 'C.lineReceived', 'time.sleep(3)', '1.2 of 3.0 s']) {
      expect(text).toContain(words);
    }
    expect(text).toContain('the OS knows; nobody asks|last asked at 1.02 s');
    expect(html).toContain('data-crossed="true"');
    expect(html.match(/cell kernelKnows/g)).toHaveLength(3);
    expect(html).toContain('data-id="queued-D"');
  });

  it('between lines: asleep, asking, nothing crossed', () => {
    const { html, text } = machineAt(0.7e9);
    expect(text).toContain('asleep:|the OS will tell');
    expect(text).toContain('asking the OS now');
    expect(html).toContain('data-crossed="false"');
    expect(html).not.toContain('BLOCKED');
  });

  it('bytes move along the wire between departure and arrival', () => {
    const x = (timeNs: number) =>
      Number(
        /data-id="bytes-A-up[^"]*" transform="translate\(([\d.]+)/.exec(machineAt(timeNs).html)![1],
      );
    const places = [0.5e9, 0.505e9, 0.51e9, 0.515e9].map(x);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places.at(-1)! - places[0]!).toBeGreaterThan(50);
    expect(machineAt(0.53e9).html).toContain('bytes-A-down');
  });

  it('with the work in a thread: the worker sleeps and the reactor does not', () => {
    const thread = runScenario(blockedReactor, 'thread', { block: 3 });
    const index = thread.events.findLastIndex((event) => event.timeNs <= 2.2e9);
    const world = worldAt(thread, index);
    const { html, text } = draw(thread, { world, timeNs: 2.2e9, size: 'wide' });
    expect(text).toContain('worker thread|time.sleep(3), 1.2 of 3.0 s');
    expect(text).toContain('asleep:|the OS will tell');
    expect(html).not.toContain('BLOCKED');
  });

  it.each(['wide', 'medium', 'phone'] as const)('%s: draws every moment of the run', (size) => {
    for (const { timeNs } of recording.events) {
      expect(machineAt(timeNs, size).html).not.toMatch(/NaN|undefined|Infinity/);
    }
  });
});

describe('the timeline', () => {
  const timeline = (timeNs: number, revealed: boolean, runs = [runOf(3)]) =>
    textOf(
      render(Timeline, {
        props: { runs, domainNs, timeNs, revealed, size: 'wide', onscrub },
      }).body,
    );

  it('has the playhead as a slider with the time in words', () => {
    const { html } = timeline(3.2e9, true);
    expect(html).toMatch(/role="slider"[^>]*aria-label="Time"/);
    expect(html).toContain('aria-valuetext="3.2 seconds"');
  });

  it('shows the whole run, and the longest waits', () => {
    const { html, text } = timeline(0, true);
    expect(text).toContain('BLOCKED 3.0 s');
    for (const worst of ['2.5 s', '1.9 s', '3.0 s', '2.2 s']) expect(text).toContain(worst);
    expect(html.match(/class="answered"/g)).toHaveLength(waitsOf(recording).length);
  });

  it('before the bet tells every send and nothing else of the future, in marks or in words', () => {
    const { html, text } = timeline(0.6e9, false);
    expect(html.match(/class="sent"/g)).toHaveLength(waitsOf(recording).length);
    expect(html.match(/class="answered"/g)).toHaveLength(1);
    expect(html).not.toContain('BLOCKED');
    expect(html).not.toContain('class="blocked"');
    expect(text).not.toMatch(/\|\d\.\d s\|.*\d\.\d s\|?$/);
    for (const worst of ['2.5', '1.9', '2.2']) expect(html).not.toContain(`${worst} s`);
  });

  it('compares two runs on one axis, with one playhead', () => {
    const { html, text } = timeline(1e9, true, [runOf(0), runOf(3)]);
    expect(html.match(/role="slider"/g)).toHaveLength(1);
    expect(text).toContain('block 0.0 s');
    expect(text).toContain('block 3.0 s');
    expect(text).toContain('< 0.1 s');
  });
});

describe('the embed', () => {
  it('says the time by its line, also where that cannot be moved', () => {
    const props = { title: 'Who waits?', timeNs: 3.2e9, runs: [runOf(3)], domainNs };
    expect(textOf(render(EmbedStage, { props }).body).text).toMatch(/\|3\.2 s\|?$/);
  });

  it.each(['lanes', 'machine'] as const)('%s: is one picture with the title in it', (panel) => {
    const shown = { title: 'Who waits?', timeNs: 2e9 };
    const { html, text } =
      panel === 'lanes'
        ? textOf(render(EmbedStage, { props: { ...shown, runs: [runOf(3)], domainNs } }).body)
        : draw(recording, { ...shown, world: worldAt(recording, 90), size: 'embed' });
    expect(html.match(/<svg/g)).toHaveLength(1);
    expect(html).toContain('viewBox="0 0 960 442"');
    expect(text).toContain('Who waits?');
    expect(text).toContain(panel === 'lanes' ? 'worst wait' : 'BLOCKED');
  });
});

describe('the code', () => {
  it('marks the line that runs and shows the present value', () => {
    const python = blockedReactor.variants[0].python;
    const line = worldAt(recording, 90).code.line;
    const props = { source: python, line, blocked: true, constants: { BLOCK: '2.5' } };
    const { body } = render(Code, { props });
    expect(body.match(/aria-current="step" data-line="(\d+)"/g)).toEqual([
      'aria-current="step" data-line="10"',
    ]);
    expect(body).toMatch(/class="number value[^"]*">2\.5</);
  });
});
