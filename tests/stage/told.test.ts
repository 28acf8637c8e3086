import { render } from 'svelte/server';
import { describe, expect, test } from 'vitest';
import { scenarios } from '../../scenarios/all';
import { beatsOf } from '../../src/player/playback/steps';
import { worldAt } from '../../src/player/world/world';
import type { Recording } from '../../src/recording/recording';
import type { Picture } from '../../src/scenario/picture';
import { defaultValues, runScenario } from '../../src/scenario/runScenario';
import type { Scenario, Values } from '../../src/scenario/types';
import { loadPicture } from '../../src/stage/pictures';

/** As wide as the letters that they stand for, and no commands of a path: what is a picture's own stays. */
const OTHERS = new Map([...'ABCD'].map((name, i) => [name, 'EFGK'[i]!]));

/** Every client of `what` has another name: a connection is called by its client, `A#2` by that and a number. */
function renamed<T>(what: T): T {
  if (typeof what === 'string') {
    return what.replace(/^[A-D](?=$|#)/, (name) => OTHERS.get(name)!) as T;
  }
  if (Array.isArray(what)) return what.map(renamed) as T;
  if (typeof what !== 'object' || what === null) return what;
  return Object.fromEntries(
    Object.entries(what).map(([key, value]) => [OTHERS.get(key) ?? key, renamed(value)]),
  ) as T;
}

/** The tags of a picture, with one letter for a client's name and for what stands for it. */
function alike(svg: string): string[] {
  const back = new Map([...OTHERS].map(([name, stands]) => [stands, name]));
  return svg.replace(/\b[EFGK]\b/g, (name) => back.get(name)!).split('<');
}

/** The parameters' ids in another alphabet, where the picture is told them and where their values stand. */
const otherId = (id: string): string => id.toUpperCase();
const otherValues = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).map(([id, value]) => [otherId(id), value]));
function otherTold(picture: Picture, { parameters }: Scenario): Picture {
  const told = Object.entries(renamed(picture)).map(([key, value]) => [
    key,
    typeof value === 'string' && key !== 'name' && Object.hasOwn(parameters, value)
      ? otherId(value)
      : (value as unknown),
  ]);
  return Object.fromEntries(told) as Picture;
}

describe.each(scenarios)('the picture of $id', (scenario) => {
  const values = defaultValues(scenario);
  const recording = runScenario(scenario);

  /** The picture at a beat. */
  async function draw(
    { run, picture, values: given }: { run: Recording; picture: Picture; values: Values },
    index: number,
  ): Promise<string> {
    const Component = await loadPicture(picture);
    const world = worldAt(run, index);
    const props = {
      picture,
      recording: run,
      world,
      timeNs: world.timeNs,
      values: given,
      layers: scenario.layers,
      size: 'wide' as const,
      focus: [],
      roles: {},
      figures: scenario.figures?.(values, scenario.variants[0].id),
      reducedMotion: false,
    };
    return render(Component, { props }).body;
  }

  test('knows no client and no parameter: with other names it is the same', async () => {
    const { picture } = scenario;
    const other = {
      run: renamed(recording),
      picture: otherTold(picture, scenario),
      values: otherValues(values),
    };
    const beats = beatsOf(recording);
    for (const share of [0.3, 0.6, 1]) {
      const { event } = beats[Math.ceil(beats.length * share) - 1]!;
      const ours = alike(await draw({ run: recording, picture, values }, event));
      const theirs = alike(await draw(other, event));
      const differs = ours.findIndex((tag, i) => tag !== theirs[i]);
      expect(theirs[differs], `at event ${event}`).toBe(ours[differs]);
      expect(theirs.length).toBe(ours.length);
    }
  });
});
