/** One option of an embed's address, as the dialog "Use in slides" and the documentation tell it. */
export interface EmbedOption {
  name: string;
  /** The values that it may have, as they are written; a range or a description where they cannot be listed. */
  values: readonly string[] | string;
  /** What holds without it, and where its value is none of these. `''`: nothing. */
  normal: string;
  /** What it does, in a few words. */
  does: string;
}

const yesNo = ['0', '1'] as const;
const step = 'a step’s name, or its number from 1';

/**
 * What the address of an embed may say besides what a page's may (`address.ts`): the contract with every deck that
 * has one in it. `src/embed/options.ts` reads them; this table is not part of an embed.
 */
export const EMBED_OPTIONS: readonly EmbedOption[] = [
  { name: 'step', values: `${step}, or last`, normal: '1', does: 'the step it opens on' },
  { name: 'until', values: `${step}, or last`, normal: 'last', does: 'playing ends there' },
  { name: 'autoplay', values: yesNo, normal: '0', does: 'plays when its slide is shown' },
  { name: 'loop', values: yesNo, normal: '0', does: 'begins again at the end' },
  { name: 'speed', values: '0.25 to 4', normal: '1', does: 'how fast it plays' },
  {
    name: 'reset',
    values: ['slide', 'never'],
    normal: 'slide',
    does: 'when its slide comes back: begins again, or goes on where it was',
  },
  {
    name: 'controls',
    values: ['auto', '1', '0'],
    normal: 'auto',
    does: 'whether buttons and slider are there; auto: unless scale is more than 1',
  },
  {
    name: 'keys',
    values: ['deck', 'steps', 'none'],
    normal: 'deck',
    does: 'what a clicker does: turns the slides, walks the steps first, or nothing in here',
  },
  {
    name: 'theme',
    values: ['light', 'dark', 'auto'],
    normal: 'light',
    does: 'colours; auto is as the system is set',
  },
  {
    name: 'bg',
    values: 'transparent, or a colour of 3, 4, 6 or 8 hexadecimal digits',
    normal: '',
    does: 'background, else that of the theme',
  },
  {
    name: 'panels',
    values: 'timeline, machine, loop, code: the first of a list that the scenario has is shown',
    normal: '',
    does: 'which picture, else the one of the scenario; code is the server’s, with the line that runs',
  },
  {
    name: 'scale',
    values: '1 to 2',
    normal: '1',
    does: 'size of the sentence, for the back row, as far as it fits',
  },
  { name: 'poster', values: `${step}, or last`, normal: '', does: 'shown until it is started' },
  { name: 'print', values: `${step}, or last`, normal: '', does: 'shown on paper and in a PDF' },
  { name: 'captions', values: yesNo, normal: '1', does: 'whether the caption is there' },
  {
    name: 'type',
    values: yesNo,
    normal: '0',
    does: 'a line to type in, as a client; in the scenario’s first picture, not with `panels`',
  },
  { name: 'bet', values: yesNo, normal: '0', does: 'asks the room first' },
  { name: 'lang', values: ['en'], normal: 'en', does: 'language' },
  {
    name: 'sync',
    values: yesNo,
    normal: '1',
    does: 'copies in other windows, as the speaker’s, follow',
  },
  { name: 'id', values: 'a name', normal: '', does: 'comes back in its messages' },
  {
    name: 'motion',
    values: ['auto', 'reduce'],
    normal: 'auto',
    does: 'reduce shows stills, one after the other',
  },
];
