import type { Component } from 'svelte';
import type { Picture, PictureName } from '../../scenario/picture';
import type { PictureProps } from './picture';

/**
 * The main pictures, one file each, loaded by who needs another than its page's own. A `load.ts` is all that is imported in
 * this way: of a module that is imported in both ways the bundler makes an object besides, which each page would load.
 */
const pictures: {
  readonly [N in PictureName]: () => Promise<{ default: Component<PictureProps<N>> }>;
} = {
  machine: () => import('./machine/load'),
  tape: () => import('./tape/load'),
  path: () => import('./path/load'),
  turn: () => import('./turn/load'),
  readiness: () => import('./readiness/load'),
  counters: () => import('./counters/load'),
  clock: () => import('./clock/load'),
  cards: () => import('./cards/load'),
  rails: () => import('./rails/load'),
  chain: () => import('./chain/load'),
  whiteboard: () => import('./whiteboard/load'),
  wall: () => import('./wall/load'),
  reach: () => import('./reach/load'),
  baton: () => import('./baton/load'),
  tank: () => import('./tank/load'),
  slices: () => import('./slices/load'),
  cure: () => import('./cure/load'),
  trays: () => import('./trays/load'),
};

/** Loads the component of a picture; it is to be given that picture, or one of the same name. */
export async function loadPicture({ name }: Picture): Promise<Component<PictureProps>> {
  return (await pictures[name]()).default as Component<PictureProps>;
}
