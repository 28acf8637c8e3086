import type { Component } from 'svelte';
import { loadPicture } from '../stage/pictures/index';
import type { PictureProps } from '../stage/pictures/picture';
import type { Taught } from '../scenario/types';

/** A scenario with the component of its picture: what a shell needs to show it. */
export interface LoadedScenario {
  scenario: Taught;
  Picture: Component<PictureProps>;
}

type Loaders = Readonly<Record<string, () => Promise<{ scenario: Taught }>>>;

/**
 * Loads a scenario and its picture.
 * @throws Error that names the known scenarios when there is no such one.
 */
export async function loadScenario(loaders: Loaders, id: string): Promise<LoadedScenario> {
  const load = Object.hasOwn(loaders, id) ? loaders[id] : undefined;
  if (load === undefined) {
    throw new Error(`there is no scenario “${id}”; there are ${Object.keys(loaders).join(', ')}`);
  }
  const { scenario } = await load();
  return { scenario, Picture: await loadPicture(scenario.picture) };
}
