import type { Component } from 'svelte';
import type { PictureName } from '../../scenario/types';
import type { PictureProps } from './picture';

/** The main pictures, one file each, loaded by the page that needs one. */
export const pictures: Readonly<
  Record<PictureName, () => Promise<{ default: Component<PictureProps> }>>
> = {
  machine: () => import('./machine/MachinePicture.svelte'),
  tape: () => import('./tape/TapePicture.svelte'),
  path: () => import('./path/PathPicture.svelte'),
  turn: () => import('./turn/TurnPicture.svelte'),
  readiness: () => import('./readiness/ReadinessPicture.svelte'),
  cards: () => import('./cards/CardsPicture.svelte'),
  trays: () => import('./trays/TraysPicture.svelte'),
};
