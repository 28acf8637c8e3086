import { bytesText } from '../../../player/measures/buffers';
import type { TankModel } from './model';

/** What stands over the file and the tanks; the longest first. */
export const nameWords = (client: string): readonly string[][] => [
  ['file on disk', 'the file', 'file'],
  ['our buffer', 'ours'],
  ['our kernel', 'kernel', 'ours'],
  [`${client}’s kernel`, `${client}’s`],
];

/** How much is in each. */
export function amountWords({ fill, taken }: TankModel, fileBytes: number): string[][] {
  const left = bytesText(Math.max(0, fileBytes - taken));
  return [
    fileBytes > taken ? [`${left} unread`, left] : ['all is read', 'all read', 'read'],
    ...[fill.ours, fill.kernel, fill.theirs].map((bytes) => [
      bytesText(bytes),
      bytesText(bytes).replace(' ', ''),
    ]),
  ];
}

/** How much each holds: ours has no bound of its own. */
export const roomWords = (rooms: readonly number[]): string[][] => [
  ['no limit', 'no limit'],
  ...rooms.map((bytes) => [
    `at most ${bytesText(bytes)}`,
    `≤ ${bytesText(bytes)}`,
    bytesText(bytes),
  ]),
];

/** An arrow back: whether it says something, whether it is missing, and its words. */
export interface Back {
  state: 'says' | 'quiet' | 'missing';
  words: string[];
}

/** What is told back from the client to its kernel's sender, to us, and to the file. */
export function backs(
  { tap, pulls, kernelIsFull, clientIsSlow, fill }: TankModel,
  client: string,
): Back[] {
  const tapBack = (): Back => {
    switch (tap) {
      case 'none':
        return {
          state: fill.ours > 0 ? 'missing' : 'quiet',
          words: ['pauseProducing() is never called', 'no pauseProducing()', 'nobody asks'],
        };
      case 'shut':
        return {
          state: 'says',
          words: pulls
            ? ['not asked yet: the buffer is not empty', 'not asked yet', 'not asked']
            : ['pauseProducing()', 'paused'],
        };
      case 'open':
        return { state: 'says', words: ['resumeProducing()', 'asked'] };
      case 'over':
        return { state: 'quiet', words: ['it is over', 'over'] };
      case 'idle':
        return { state: 'quiet', words: [''] };
    }
  };
  return [
    clientIsSlow
      ? {
          state: 'says',
          words: [`as fast as ${client} reads`, `as ${client} reads`, `${client} is slow`],
        }
      : { state: 'quiet', words: ['there is room', 'room'] },
    kernelIsFull
      ? { state: 'says', words: ['not writable', 'full'] }
      : { state: 'quiet', words: ['writable', 'room'] },
    tapBack(),
  ];
}

/** Over the chart. */
export function memoryWords(
  { total, most }: TankModel,
  clients: number,
  showsAll: boolean,
  label?: string,
): string[] {
  const who = label === undefined ? '' : `${label}: `;
  const all = clients === 1 ? 'our buffer' : `our ${clients} buffers`;
  const now = bytesText(total);
  const top = bytesText(most);
  const far = showsAll ? 'at most' : 'so far at most';
  return [
    `${who}memory of ${all}: ${now} now, ${far} ${top}`,
    `${who}${all}: ${now} now, ${far} ${top}`,
    `${who}${now} now, ${far} ${top}`,
    `${who}${now}, most ${top}`,
  ];
}

export const otherWords = (label: string, most: number): string[] => [
  `${label}: at most ${bytesText(most)}`,
  `${label}: ${bytesText(most)}`,
];

export const rateWords = (rate: number): string[] => [`reads ${rate} MB/s`, `${rate} MB/s`];

/** The picture in words, for those who hear it. */
export function describeTank(
  model: TankModel,
  client: string,
  fileBytes: number,
  memory: string,
): string {
  const [file, ours, kernel, theirs] = amountWords(model, fileBytes).map(([words]) => words!);
  const [, , tap] = backs(model, client);
  return [
    `A file on its way to ${client}: ${file}, ${ours} in our buffer, ${kernel} in our kernel, ${theirs} in ${client}’s`,
    ...(tap!.words[0] === '' ? [] : [`Back to the file: ${tap!.words[0]}`]),
    memory,
  ].join('. ');
}
