import type { Component } from 'svelte';
import type { Wait } from '../../../player/world/world.types';
import type { Scenario } from '../../../scenario/types';
import type { Session } from '../../../session/session.svelte';
import type { PagePictureSize } from '../../../stage/kit/sizes';

/** What a timeline under the picture is given. */
export interface TimelineProps {
  session: Session;
  size: PagePictureSize;
  domainNs: readonly [number, number];
  /** The reader asks why a client waited. */
  onselect: (wait: Wait) => void;
  /** Is told how high the picture is, in its own units. */
  onheight?: (height: number) => void;
}

export type TimelineComponent = Component<TimelineProps>;

/** Loads the timeline that a scenario has; null where it has none. */
export async function timelineOf({ timeline }: Scenario): Promise<TimelineComponent | null> {
  if (timeline === 'none') return null;
  const { default: component } = await (timeline === 'lanes'
    ? import('./Lanes.svelte')
    : import('./Moments.svelte'));
  return component;
}
