/** How an embed is laid out: the part of its options that the picture goes by. */
export interface Look {
  /** Whether the buttons and the slider are there. */
  controls: boolean;
  /** Whether the sentence of the beat is there. */
  captions: boolean;
  /** Size of the sentence, 1 to 2: for the back row. Above 1 it has the room of the controls. */
  scale: number;
}
