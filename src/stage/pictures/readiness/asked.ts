import type { World } from '../../../player/world/world.types';
import { firstFit } from '../../kit/text';

const shown = (name: string): string => (name === 'port' ? 'listen' : name);

function list(label: string, names: readonly string[], roomPx: number, fontPx: number): string {
  if (names.length === 0) return firstFit([`${label} nobody`, `${label} –`], roomPx, fontPx);
  const texts = [`${label} ${names.map(shown).join(', ')}`, `${label} ${names.length} sockets`];
  return firstFit([...texts, `${label} ${names.length}`], roomPx, fontPx);
}

/** What the reactor asks the OS, and the answer, in lines of words. */
export function askedWords(world: World, roomPx: number, fontPx: number): string[] {
  const rows = world.interest.filter(({ name }) => name !== 'waker');
  const names = (keep: (row: (typeof rows)[number]) => boolean): string[] =>
    rows.filter(keep).map(({ name }) => name);
  const line = (label: string, keep: (row: (typeof rows)[number]) => boolean): string =>
    list(label, names(keep), roomPx, fontPx);
  const lines = [line('readable?', (row) => row.reading)];
  if (rows.some((row) => row.writing)) lines.push(line('writable?', (row) => row.writing));
  if (world.asking || world.lastAskedNs === null) return [...lines, 'no answer yet'];
  return [
    ...lines,
    line('answer:', (row) => row.readableSaid === true || row.writableSaid === true),
  ];
}
