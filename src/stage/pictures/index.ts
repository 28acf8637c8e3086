import type { Component } from 'svelte';
import type { PictureName } from '../../scenario/types';
import type { PictureProps } from './picture';

/** The main pictures, one file each, loaded by the page that needs one. */
export const pictures: Readonly<
  Record<PictureName, () => Promise<{ default: Component<PictureProps> }>>
> = {
  machine: () => import('./MachinePicture.svelte'),
  tape: () => import('./TapePicture.svelte'),
  path: () => import('./PathPicture.svelte'),
  turn: () => import('./TurnPicture.svelte'),
  readiness: () => import('./ReadinessPicture.svelte'),
  cards: () => import('./CardsPicture.svelte'),
  trays: () => import('./TraysPicture.svelte'),
};
