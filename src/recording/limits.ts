/**
 * How much a recording may hold. Each bound is far above what a run writes and far below what would hold a page up
 * while it is drawn.
 */

/** Largest file that is read, and largest text that is unpacked from one: about 200,000 events. */
export const maxRecordingBytes = 16 * 1024 * 1024;

/** Bytes of data that an event of a run shows: `preview` of the simulator cuts it. */
export const PREVIEW_LENGTH = 40;

/** Characters of any one text. */
export const MAX_TEXT = 100_000;

/** Names in one list: as many descriptors as one process has at most. */
export const MAX_NAMES = 100_000;

/** Levels of lists and objects in one field. */
export const MAX_DEPTH = 100;

/** Values in the free fields of one event, nested ones counted. */
export const MAX_VALUES = 10_000;

/** Lines that a reader may type into a run, characters of one, and the latest ms: a run of that length is still drawn. */
export const MAX_TYPED_LINES = 20;
export const MAX_TYPED_LENGTH = 40;
export const MAX_TYPED_MS = 60_000;

/** Milliseconds: whole nanoseconds are exact up to 2^53, which is 104 days. */
export const MAX_MS = 9_007_199_254;

/** Bytes, turns, descriptors, ids: sums of as many as fit into a file are exact. */
export const MAX_COUNT = 1_000_000_000_000;
