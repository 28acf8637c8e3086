import type { World } from '../../player/world/world.types';
import type { Recording } from '../../recording/recording';
import type { Picture, PictureName } from '../../scenario/picture';
import type { OrdersFound } from '../../scenario/orders';
import type { SweepPoint } from '../../scenario/sweep';
import type { MarkedLines } from '../../scenario/scheduled';
import type { Figure, FocusTarget, Layer, Parameter, Tally, Values } from '../../scenario/types';
import type { PictureSize } from '../kit/sizes';

/** What a picture may change of the run: its variant, or values of parameters. */
export interface PictureChange {
  variantId?: string;
  values?: Values;
  /** Where to go in the run that comes of it: the index of an event. */
  place?: (made: Recording) => number;
}

/** What a scenario's main picture is given. It draws one moment of one run; what it keeps, the session has. */
export interface PictureProps<Name extends PictureName = PictureName> {
  /** What the scenario tells this picture. */
  picture: Picture<Name>;
  recording: Recording;
  world: World;
  /** The run that this one is compared with, and its name; absent while nothing is compared. */
  other?:
    | {
        recording: Recording;
        label: string;
        figures?: readonly Figure[] | undefined;
        tally?: Tally | undefined;
      }
    | undefined;
  /** Name of this run while two are compared. */
  label?: string | undefined;
  /** The moment that is shown: at or after `world.timeNs`, before its next event. */
  timeNs: number;
  values: Values;
  /** Those of the scenario, for a picture in which values are set. */
  parameters?: Readonly<Record<string, Parameter>>;
  /** What was measured of such runs elsewhere. */
  figures?: readonly Figure[] | undefined;
  /** The marked lines of a program whose threads the reader schedules. */
  marks?: MarkedLines | undefined;
  /** What its threads share before the first of them. */
  initially?: string | undefined;
  /** What all orders of them come to; absent while the reader is not to know. */
  orders?: (OrdersFound & { breaks: string }) | undefined;
  /** What runs at all positions of one slider come to; absent while they are made, and while the reader is not to know. */
  sweep?: readonly SweepPoint[] | undefined;
  /** What has come of the run up to now. */
  tally?: Tally | undefined;
  /** What is to be known of such a run, in words; the first that fits. */
  notes?: readonly string[] | undefined;
  layers: readonly Layer[];
  /** `embed` is 960 by 442 units with a title in it; the others are the places of the page. */
  size: PictureSize;
  /** Drawn by an embed only. */
  title?: string | undefined;
  focus: readonly FocusTarget[];
  /** What each client is there for, for those who hear the picture. */
  roles: Readonly<Record<string, string>>;
  reducedMotion: boolean;
  /** The reader points at an event: go there. Absent where the picture may not be touched. */
  onindex?: ((index: number) => void) | undefined;
  /** The reader changes in the picture what the run is made of; `goesOn`: by the same gesture as before. Absent where the picture may not be touched. */
  onchange?: ((change: PictureChange, goesOn?: boolean) => void) | undefined;
  /** False before the bet: what comes after `timeNs` is not to be seen. */
  showsAll?: boolean | undefined;
  /** What it left with `onkeep` last, on this visit or another; it may be anything. */
  kept?: unknown;
  /** The reader changed what is the reader's own in the picture. Absent where the picture may not be touched. */
  onkeep?: ((kept: unknown) => void) | undefined;
}
