import type { Component } from 'svelte';
import type { Picture, PictureName } from '../../scenario/picture';
import type { PictureProps } from './picture';

/** The main pictures, one file each, loaded by the page that needs one. */
const pictures: {
  readonly [N in PictureName]: () => Promise<{ default: Component<PictureProps<N>> }>;
} = {
  machine: () => import('./machine/MachinePicture.svelte'),
  tape: () => import('./tape/TapePicture.svelte'),
  path: () => import('./path/PathPicture.svelte'),
  turn: () => import('./turn/TurnPicture.svelte'),
  readiness: () => import('./readiness/ReadinessPicture.svelte'),
  counters: () => import('./counters/CountersPicture.svelte'),
  clock: () => import('./clock/ClockPicture.svelte'),
  cards: () => import('./cards/CardsPicture.svelte'),
  rails: () => import('./rails/RailsPicture.svelte'),
  chain: () => import('./chain/ChainPicture.svelte'),
  whiteboard: () => import('./whiteboard/WhiteboardPicture.svelte'),
  wall: () => import('./wall/WallPicture.svelte'),
  reach: () => import('./reach/ReachPicture.svelte'),
  baton: () => import('./baton/BatonPicture.svelte'),
  tank: () => import('./tank/TankPicture.svelte'),
  slices: () => import('./slices/SlicesPicture.svelte'),
  cure: () => import('./cure/CurePicture.svelte'),
  trays: () => import('./trays/TraysPicture.svelte'),
};

/** Loads the component of a picture; it is to be given that picture, or one of the same name. */
export async function loadPicture({ name }: Picture): Promise<Component<PictureProps>> {
  return (await pictures[name]()).default as Component<PictureProps>;
}
