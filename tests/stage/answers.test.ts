import { render } from 'svelte/server';
import { describe, expect, test } from 'vitest';
import { scenarios } from '../../scenarios/all';
import { nouns } from '../../scenarios/course/nouns';
import { beatsOf } from '../../src/player/playback/steps';
import { reactorSpans } from '../../src/player/measures/spans';
import { longestWaits, waitsOf } from '../../src/player/measures/waits';
import { worldAt } from '../../src/player/world/world';
import { defaultValues, runScenario } from '../../src/scenario/runScenario';
import type { Scenario } from '../../src/scenario/types';
import type { Asked } from '../../src/stage/answers/answer';
import { answerOf } from '../../src/stage/answers/answers';
import Timeline from '../../src/stage/lanes/Timeline.svelte';
import { loadPicture } from '../../src/stage/pictures';

/** Words, rings and wholes: they are no parts of a picture that one could ask about. */
const NO_PARTS =
  /^(?:title|name|note|heads|future|outside|focus-.*|run-.*|card|cards|embed-.*|waits-so-far|why-.*)$/;

function askedAt(scenario: Scenario, index: number, revealed = true): Asked {
  const recording = runScenario(scenario);
  const world = worldAt(recording, index);
  const { picture, roles } = scenario;
  const client = 'client' in picture ? picture.client : undefined;
  return {
    recording,
    world,
    timeNs: world.timeNs,
    roles,
    revealed,
    client,
  };
}

/** The ids of all that is drawn, but for the pictures themselves. */
async function drawn(scenario: Scenario, { recording, world, timeNs }: Asked): Promise<string[]> {
  const Picture = await loadPicture(scenario.picture);
  const props = {
    picture: scenario.picture,
    recording,
    world,
    timeNs,
    values: defaultValues(scenario),
    figures: scenario.figures?.(defaultValues(scenario), scenario.variants[0].id),
    layers: scenario.layers,
    size: 'wide' as const,
    focus: [],
    roles: scenario.roles,
    reducedMotion: true,
  };
  const run = {
    id: 'chosen',
    label: '',
    endNs: recording.events.at(-1)!.timeNs,
    spans: reactorSpans(recording),
    waits: waitsOf(recording),
    clients: longestWaits(recording).map(({ client }) => ({ name: client, role: '', worst: '' })),
  };
  const timeline = {
    runs: [run],
    domainNs: [0, run.endNs] as [number, number],
    timeNs,
    revealed: true,
    size: 'wide' as const,
    onscrub: () => undefined,
  };
  const html = [render(Picture, { props }).body, render(Timeline, { props: timeline }).body];
  return html.flatMap((one) => [...one.matchAll(/data-id="([^"]+)"/g)].slice(1).map((m) => m[1]!));
}

describe.each(scenarios)('in $id', (scenario) => {
  test('all that is drawn says at every beat what it is', async () => {
    const dumb = new Set<string>();
    for (const { event, timeNs } of beatsOf(runScenario(scenario))) {
      const asked = { ...askedAt(scenario, event), timeNs };
      for (const id of await drawn(scenario, asked)) {
        if (NO_PARTS.test(id)) continue;
        const answer = answerOf(id, asked);
        const isWhole = answer && /^\S.+[.?]$/s.test(answer.text) && answer.title !== '';
        if (!isWhole || /undefined|NaN|null|\s{2}/.test(`${answer.title} ${answer.text}`)) {
          dumb.add(`${id}: ${answer?.text}`);
        }
        if (answer?.noun) expect(nouns).toHaveProperty(answer.noun);
      }
    }
    expect([...dumb].join('\n')).toBe('');
  });
});

const blocked = scenarios.find(({ id }) => id === 'blocked-reactor')!;
/** After the handler of C has begun to sleep. */
const asleep = (): number => runScenario(blocked).events.findIndex(({ kind }) => kind === 'block');

test('a sentence has the run’s own numbers', () => {
  const asked = askedAt(blocked, asleep());
  const span = reactorSpans(asked.recording).find((one) => one.blocked)!;
  expect(answerOf(`span-${span.startIndex}`, asked)).toMatchObject({
    title: 'Blocked',
    text: expect.stringMatching(/for 3\.0 s\. It held the thread/),
    noun: 'handler',
  });
  expect(answerOf('station-run', asked)!.text).toMatch(/held here/);
  expect(answerOf('ask', asked)!.text).toMatch(/cannot ask/);
});

test('a wait is kept back until the bet', () => {
  const asked = askedAt(blocked, asleep());
  const wait = waitsOf(asked.recording).find(
    ({ client, answeredNs }) => client === 'A' && answeredNs !== null,
  )!;
  const id = `wait-A-${wait.sentIndex}`;
  expect(answerOf(id, { ...asked, revealed: false })!.text).toMatch(/kept back until your bet/);
  expect(answerOf(id, asked)!.text).toMatch(/had its answer \d+ ms later/);
});

test('what is no part has no answer', () => {
  const asked = askedAt(blocked, 0);
  for (const id of [
    '',
    'constructor',
    '__proto__',
    'focus-loop',
    'title',
    'row-nobody',
    'span-999999',
  ]) {
    expect(answerOf(id, asked), id).toBeNull();
  }
});
