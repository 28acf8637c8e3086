import { ASKED_MS, type Ticket } from './tickets';

/** The network, each way, ms. */
export const WAY_MS = 1;

/** A says a line every so many ms, from here on: a hundred of them in the two seconds from when C asks. */
export const CHAT = { firstMs: 411, everyMs: 20, times: 105 } as const;
/** B asks for a name, which takes so long to look up. */
export const NAMES = { firstMs: 437, everyMs: 150, times: 14, takesMs: 5 } as const;
/** A's lines from here to there are judged, ms. */
export const JUDGED = { fromMs: ASKED_MS, toMs: ASKED_MS + 2000 } as const;

/** How long the second program works at one of C's lines, s. */
export const programTakes = ({ work, seams }: Ticket): number => work.seconds * (seams?.count ?? 1);
