import fc from 'fast-check';
import { render } from 'svelte/server';
import { expect, test } from 'vitest';
import RecordingView from '../../src/page/recordings/RecordingView.svelte';
import { parseRecording, RecordingError, recordingToJson } from '../../src/recording/json';
import type { Recording } from '../../src/recording/recording';
import { OpenedRecording } from '../../src/session/openedRecording.svelte';
import { anything, changed, cut, impossible, type Wire } from './hostile';

/** The recording, or null when it is refused in words. @throws what is no refusal. */
function gate(source: string | object): Recording | null {
  try {
    return parseRecording(source);
  } catch (error) {
    if (!(error instanceof RecordingError)) throw error;
    expect(error.message).toMatch(/\.$/);
    expect(error.message.length).toBeLessThan(400);
    return null;
  }
}

const LAYOUTS = ['wide', 'phone'] as const;

/** Looks at a recording as the page does: some moments, each wait asked about, in two sizes. */
async function look(recording: Recording, seed: number): Promise<void> {
  const opened = await OpenedRecording.open(recording, 'run.json', async () => {});
  const last = recording.events.length - 1;
  const places = [0, seed % (last + 1), last];
  for (const [i, index] of places.entries()) {
    opened.seekIndex(index);
    opened.askWhy(opened.run.waits[(seed + i) % Math.max(1, opened.run.waits.length)] ?? null);
    const layout = LAYOUTS[(seed + i) % 2]!;
    const props = { opened, layout, reducedMotion: i === 1, root: './', onback: () => {} };
    const { body } = render(RecordingView, { props });
    const bad = /.{0,80}(?<![\w])(NaN|-?Infinity|undefined|\[object )(?!\w).{0,40}/.exec(body);
    expect(bad?.[0] ?? null).toBeNull();
  }
  // What came in goes out, and comes in again.
  expect(gate(recordingToJson(recording))).not.toBeNull();
}

/** As text: what JSON cannot hold is gone, and `__proto__` is a name like any other. */
const asText = (document: Wire): string => JSON.stringify(document);

async function survives(source: string, seed: number): Promise<boolean> {
  const recording = gate(source);
  if (recording !== null) await look(recording, seed);
  return recording !== null;
}

const seeds = fc.nat(100_000);

test('a run with all types right and nothing possible is refused, or drawn with numbers only', async () => {
  let drawn = 0;
  await fc.assert(
    fc.asyncProperty(impossible, seeds, async (document, seed) => {
      if (await survives(asText(document), seed)) drawn++;
    }),
    { numRuns: 250 },
  );
  expect(drawn).toBeGreaterThan(20);
});

test('a trace of real Twisted with some changes is refused, or drawn with numbers only', async () => {
  let drawn = 0;
  await fc.assert(
    fc.asyncProperty(changed, seeds, async (document, seed) => {
      if (await survives(asText(document), seed)) drawn++;
    }),
    { numRuns: 200 },
  );
  expect(drawn).toBeGreaterThan(20);
});

test('any JSON is refused in words, and any part of a trace, or opened as one that is cut', () => {
  fc.assert(
    fc.property(fc.oneof(anything, fc.record({ events: fc.array(anything) })), (document) => {
      gate(JSON.stringify(document) ?? '');
    }),
    { numRuns: 1_000 },
  );
  fc.assert(
    fc.property(cut, (text) => {
      expect(gate(text)?.cut ?? true).toBe(true);
    }),
    { numRuns: 60 },
  );
  fc.assert(
    fc.property(fc.string({ maxLength: 80 }), (text) => void gate(text)),
    { numRuns: 500 },
  );
});
