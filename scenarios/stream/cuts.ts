import { drawPieces, randomFrom } from '../../src/scenario/random';

/** What A writes, one `write` each. */
export const WRITES = ['HELLO\r\n', 'WORLD\r\n'] as const;

export const STREAM_BYTES = WRITES[0].length + WRITES[1].length;

/** Puts the draw that is told first, 3, 7 and 4 bytes, at the seed that an address without one has. */
const FIRST_DRAW = 3150;

/** Largest piece that is drawn. Beyond the stream: then nothing is cut. */
const LARGEST = 16;

/** Sizes in bytes of the pieces that the network makes of the stream when both writes wait in one buffer. */
export function piecesOf(seed: number): number[] {
  return drawPieces(randomFrom(seed + FIRST_DRAW), STREAM_BYTES, 1, LARGEST);
}

/** The same as cuts of each write. An edge between the writes is none: what waits together leaves together. */
export function cutsOf(seed: number): [number[], number[]] {
  const cuts: [number[], number[]] = [[], []];
  const first = WRITES[0].length;
  let edge = 0;
  let before = 0;
  for (const size of piecesOf(seed).slice(0, -1)) {
    edge += size;
    if (edge > first && before < first) before = first;
    if (edge === first) before = first;
    else {
      cuts[edge < first ? 0 : 1].push(edge - before);
      before = edge;
    }
  }
  return cuts;
}
