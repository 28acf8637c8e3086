/** Characters of a file: more than this is no server that somebody reads. */
export const MAX_SOURCE = 200_000;
