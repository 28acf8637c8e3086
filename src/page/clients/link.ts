import { COMMANDS, type CommandName } from '../../scenario/commands';
import { packed, unpackedLink, withPart } from '../workshop/hash';
import type { Act, Change, Changes } from './acts';

/** What a link may hold: more no reader makes by hand. */
export const MOST_ADDED = 60;
export const MOST_MS = 120_000;
export const MOST_LETTERS = 200;
const VERSION = '1';

/** Puts what differs into the part of an address after its `#`: `clients=1.<JSON, deflated, base64url>`; null takes it out. */
export async function writeClients(changes: Changes | null): Promise<boolean> {
  return withPart('clients', changes && `${VERSION}.${await packed(JSON.stringify(changes))}`);
}

/**
 * What differs, as an address has it: checked like every file from outside.
 *
 * @param part what stands after `clients=`
 * @throws Error in a sentence
 */
export async function readClients(part: string): Promise<Changes> {
  const text = await unpackedLink(part, VERSION, 'clients');
  try {
    const { acts, added } = JSON.parse(text) as { acts: object; added: unknown[] };
    if (added.length > MOST_ADDED) throw new Error();
    return {
      acts: Object.fromEntries(
        Object.entries(acts).map(([key, change]) => [key, changeIn(change)]),
      ),
      added: added.map(addedIn),
    };
  } catch {
    throw new Error('The link’s clients cannot be read: it was changed on its way.');
  }
}

type Given = Readonly<Record<string, unknown>>;

function changeIn(value: unknown): Change {
  const { atMs, text, gone } = value as Given;
  return {
    ...(atMs === undefined ? {} : { atMs: timeIn(atMs) }),
    ...(text === undefined ? {} : { text: textIn(text) }),
    ...(gone === true && { gone }),
  };
}

function addedIn(value: unknown): Omit<Act, 'key'> {
  const { client, command, atMs, text, cuts, gapMs } = value as Given;
  if (typeof client !== 'string' || !/^[\w-]{1,20}$/.test(client)) throw new Error();
  if (!COMMANDS.includes(command as CommandName)) throw new Error();
  const pieces =
    Array.isArray(cuts) && cuts.every((n) => Number.isInteger(n) && n > 0) ? cuts : null;
  return {
    client,
    command: command as CommandName,
    atMs: timeIn(atMs),
    ...(command === 'send' && { text: textIn(text) }),
    ...(pieces && { cuts: pieces as number[], gapMs: timeIn(gapMs) }),
  };
}

function timeIn(value: unknown): number {
  if (typeof value !== 'number' || !(value >= 0 && value <= MOST_MS)) throw new Error();
  return Math.round(value * 1000) / 1000;
}

function textIn(value: unknown): string {
  if (typeof value !== 'string' || value.length > MOST_LETTERS + 2 || /[^\0-\xff]/.test(value)) {
    throw new Error();
  }
  return value;
}
