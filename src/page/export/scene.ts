import type { Component } from 'svelte';
import type { Beat, FocusTarget, Taught, Values } from '../../scenario/types';
import { figuresOf, labelsOf, timelineRuns, type PicturedRun } from '../../session/pictures';
import type { Run } from '../../session/run';
import type { Session } from '../../session/session.svelte';
import { loadPicture } from '../../stage/pictures/index';
import type { PictureProps } from '../../stage/pictures/picture';
import type { FilmPlan } from './schedule';

/** What a session shows, kept as it is: the reader may move the sliders while a film is made. */
export interface Scene {
  scenario: Taught;
  Picture: Component<PictureProps>;
  run: Run;
  values: Values;
  /** Names of the two runs, null while nothing is compared. */
  labels: { chosen: string; other: string } | null;
  other: PictureProps['other'];
  /** What the lanes are drawn from. */
  lanes: { runs: readonly PicturedRun[]; domainNs: readonly [number, number] };
}

/** @throws Error when there is no run, or it is being made. */
export async function sceneOf(session: Session): Promise<Scene> {
  const { scenario } = session;
  const Picture = await loadPicture(scenario.picture);
  const { run, other } = session;
  if (run === null) throw new Error('There is no run to make a picture of.');
  if (session.computing) throw new Error('The run is still being computed.');
  const labels = labelsOf(session);
  return {
    scenario,
    Picture,
    run,
    values: run.making.values,
    labels,
    other:
      other === null || labels === null
        ? undefined
        : {
            recording: other.recording,
            label: labels.other,
            figures: figuresOf(scenario, other),
          },
    lanes: { runs: timelineRuns(session), domainNs: [0, session.axisEndNs] },
  };
}

/** @param told how many beats have been told: the last of them is the present one. */
export function beatAt({ scenario, run }: Scene, told: number): Beat | null {
  const id = run.beats[told - 1]?.id;
  return scenario.beats.find((beat) => beat.id === id) ?? null;
}

export function captionAt(scene: Scene, told: number): string {
  const beat = beatAt(scene, told);
  return beat?.caption(scene.run.recording, scene.values) ?? 'Nothing has happened yet.';
}

export function focusAt(scene: Scene, told: number): readonly FocusTarget[] {
  return beatAt(scene, told)?.focus ?? [];
}

/** The plan of a film from beat `from` to beat `to`, counted from 0. */
export function planOf(scene: Scene, from: number, to: number, speed: number): FilmPlan {
  const { run, scenario } = scene;
  return {
    recording: run.recording,
    from,
    to,
    speed,
    logarithmic: scenario.timeline === 'logarithmic',
    caption: (place) => captionAt(scene, place + 1),
  };
}

/** What the files of a scene are called: the scenario, and the variant where it is not the first. */
export function stemOf({ scenario, run }: Scene): string {
  const { variantId } = run.making;
  return variantId === scenario.variants[0].id ? scenario.id : `${scenario.id}-${variantId}`;
}
