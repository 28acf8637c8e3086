// A frozen file: an embed with one run in it, which nothing that the embed offers can change.
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { withPolicy } from '../../build/policy';
import { loaders } from '../../scenarios/lessons';
import { frozenDocument } from '../../src/page/freeze/document';
import { frozenOf, frozenOpened, MAX_EVENTS } from '../../src/page/freeze/freeze';
import { thawed, type Frozen } from '../../src/session/frozen';
import { makeRun } from '../../src/session/run';
import { OpenedRecording } from '../../src/session/openedRecording.svelte';
import { Session } from '../../src/session/session.svelte';

const { scenario: taught } = await loaders['blocked-reactor']!();
const making = { variantId: 'thread', values: { block: 2, ask: 1 }, seed: 1, typed: [] };
const { recording } = makeRun(taught, { ...making, reactor: 'select' });
const frozen: Frozen = {
  recording,
  isChanged: true,
  axisEndNs: 9e9,
  source: '# </script><b>\nx = 1\n',
  question: 'Edited',
};

/** As it is after its way through a file. */
const read = (): Frozen => JSON.parse(JSON.stringify(frozen)) as Frozen;
const opened = (given: Frozen, query = ''): Session =>
  new Session(thawed(taught, given), { query, bet: query.includes('bet') });

test('the run is the recorded one, whatever an address, a message or a slider says', () => {
  const session = opened(read(), 'block=0&variant=blocking&compare=block:0&step=3');
  const plays = (): void => {
    expect(session.run!.recording.events).toEqual(recording.events);
    expect(session.values).toEqual({ block: 2, ask: 1 });
    expect([session.variant.id, session.variant.python]).toEqual(['thread', frozen.source]);
    expect(session.run!.beats.map(({ id }) => id)).toEqual(recording.beats!.map(({ id }) => id));
  };
  plays();
  expect(session.beatPlace).toBe(2);
  expect(session.axisEndNs).toBe(9e9);
  session.setValue('block', 0);
  session.open('variant=blocking&block=0');
  plays();
});

test('of an edited run nothing is asked, of a lesson’s the bet is', () => {
  const edited = opened(read(), 'bet=1');
  edited.bet.put();
  expect([edited.bet.settled, edited.bet.stands]).toEqual([true, false]);
  const { source: _, isChanged: _changed, ...own } = read();
  const asked = opened(own, 'bet=1');
  asked.bet.put();
  expect([asked.bet.settled, asked.bet.stands]).toEqual([false, true]);
  expect(asked.betView!.options.length).toBeGreaterThan(1);
});

test('a recording that is no lesson’s has its own title and sentences', () => {
  const first = recording.beats![0]!.id;
  const session = opened({ ...read(), title: 'mine', captions: { [first]: 'It held.' } });
  session.first();
  expect([session.scenario.title, session.caption]).toEqual(['mine', 'It held.']);
});

test('a recording without a story is stepped through by its longest waits', async () => {
  const { beats: _, ...untold } = recording;
  const mine = await OpenedRecording.open(untold, 'mine.json', () => Promise.resolve());
  const session = opened(frozenOpened(mine, 'A run of mine'));
  expect([session.scenario.title, session.scenario.question]).toEqual([
    'mine.json',
    'A run of mine',
  ]);
  session.seekBeat(0);
  expect(session.caption).toBe('A has its answer after 40 ms.');
  expect(session.run!.beats.length).toBe(mine.run.waits.length);
});

test('its document is the embed’s with the recording in it, and its policy lets that script run', () => {
  const embed = withPolicy(
    '<!doctype html><html lang="en" data-root="../../"><head><meta charset="utf-8"><script>a</script></head>' +
      '<body><div id="app"><div><p>old</p></div></div>\n<script>(()=>{b})()</script></body></html>',
  );
  const script = 'thaw()';
  const hash = createHash('sha256').update(script).digest('base64');
  const site = 'https://example.org/"x"/';
  const html = frozenDocument(embed, frozen, { site, script, hash });
  expect(html).toContain(`script-src 'sha256-${hash}' 'sha256-`);
  expect(html).toContain('data-root="https://example.org/%22x%22/"');
  expect(html).not.toContain('old');
  const data =
    /<script type="application\/json" id="frozen">([^<]*)<\/script><script>thaw\(\)<\/script>/.exec(
      html,
    );
  expect(JSON.parse(data![1]!)).toEqual(read());
  expect(html.indexOf('thaw()')).toBeLessThan(html.indexOf('(()=>{b})'));
  expect(() => frozenDocument('<html>', frozen, { site, script, hash })).toThrow(/not as expected/);
});

test('a run that is too long for a slide is refused in a sentence', () => {
  const session = new Session(taught, { query: '', bet: false });
  const events = Array.from({ length: MAX_EVENTS + 1 }, () => recording.events[0]!);
  const run = { ...session.run!, recording: { ...recording, events } };
  session.hear({ kind: 'made', run, other: null, axisEndNs: 1e9 });
  expect(() => frozenOf(session)).toThrow(
    'This run has 20,001 events; a file holds at most 20,000.',
  );
});
