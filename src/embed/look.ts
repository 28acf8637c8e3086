/** How an embed is laid out: the part of its options that the picture goes by. */
export interface Look {
  /** Whether the buttons and the slider are there. */
  controls: boolean;
  /** Whether the sentence of the beat is there. */
  captions: boolean;
  /** Whether there is a line to type in, as a client. */
  type: boolean;
  /** Size of the sentence at most, 1 to 2: for the back row. Above 1 it has the room of the controls. */
  scale: number;
}

/**
 * How large a sentence is written, in px of a box of 960 by 540: as large as `scale` says, unless it would take room
 * from the picture. Below that is room for two lines of 32 px, or for one of 25 and the buttons.
 */
export function captionPx(sentence: string, { scale, controls }: Look): number {
  const oneLine = 1200 / sentence.length;
  const fits = controls ? Math.min(oneLine, 25) : Math.max(oneLine, Math.min(1.9 * oneLine, 32));
  return Math.max(20, Math.min(20 * scale, fits));
}
