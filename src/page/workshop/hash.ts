import { MAX_SOURCE } from './limits';

/*
 * The part of an address after its `#`: parts `name=version.data`, with `&` between. It never reaches a server, and holds
 * what a reader changed.
 */

/** Longer addresses are cut on their way by programs that pass them on. */
const MAX_LINK = 8_000;

/** The part of that name; null where there is none. */
export function partOf(hash: string, name: string): string | null {
  const part = hash
    .slice(1)
    .split('&')
    .find((one) => one.startsWith(`${name}=`));
  return part === undefined ? null : part.slice(name.length + 1);
}

/** An address's `#` with another part of that name; null leaves it out. */
export function hashWith(hash: string, name: string, part: string | null): string {
  const others = hash
    .slice(1)
    .split('&')
    .filter((one) => one !== '' && !one.startsWith(`${name}=`));
  const all = part === null ? others : [...others, `${name}=${part}`];
  return all.length === 0 ? '' : `#${all.join('&')}`;
}

/** Whether a `#` is short enough to be passed on. */
export const isShort = (hash: string): boolean => hash.length <= MAX_LINK;

/** Keeps a part in the page's address; one that would make it too long is left out. Returns whether it is there. */
export function withPart(name: string, part: string | null): boolean {
  const { pathname, search, hash } = location;
  const wanted = hashWith(hash, name, part);
  const kept = isShort(wanted) ? wanted : hashWith(hash, name, null);
  if (kept !== hash) history.replaceState(history.state, '', `${pathname}${search}${kept}`);
  return kept === wanted;
}

/** A text, deflated, as base64url. */
export async function packed(text: string): Promise<string> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/**
 * The text in a part `version.data`.
 *
 * @param what the link holds, in words
 * @throws Error in a sentence, where it cannot be read
 */
export async function unpackedLink(part: string, version: string, what: string): Promise<string> {
  const [own, ...rest] = part.split('.');
  if (/^\d+$/.test(own!) && own !== version) {
    throw new Error(`The link’s ${what} is of another version of this page.`);
  }
  if (part.length > MAX_LINK) {
    throw new Error(`The link’s ${what} is longer than any that is made here.`);
  }
  try {
    const data = rest.join('.');
    if (own !== version || !/^[\w-]+$/.test(data)) throw new Error('no data');
    return await inflated(atob(data.replaceAll('-', '+').replaceAll('_', '/')));
  } catch {
    throw new Error(`The link’s ${what} cannot be read: it was cut or changed on its way.`);
  }
}

/** Stops where more comes out than a file may have: a few bytes can stand for very many. */
async function inflated(packed: string): Promise<string> {
  const bytes = Uint8Array.from(packed, (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const reader = stream
    .pipeThrough(new TextDecoderStream('utf-8', { fatal: true, ignoreBOM: true }))
    .getReader();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text;
    text += value;
    if (text.length > MAX_SOURCE) throw new Error('too long');
  }
}
