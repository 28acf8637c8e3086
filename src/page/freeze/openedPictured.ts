import type { Frozen } from '../../session/frozen';
import type { Session } from '../../session/session.svelte';
import { taughtOf } from '../workshop/own/scenario';
import { emptyOwn } from '../workshop/own/start';
import { pictured } from './pictured';

/** A recording that is no lesson's, for pictures and films: in the machine, with all that there is to it. */
export const openedPictured = (frozen: Frozen, id: string): Session =>
  pictured(taughtOf(emptyOwn()), frozen, id);
