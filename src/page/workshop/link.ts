import { MAX_SOURCE } from './limits';

/** An edited file, as the address carries it after its `#`: `edit=1.<variant>.<text, deflated, base64url>`. */
export interface Linked {
  variantId: string;
  text: string;
}

/** Longer addresses are cut on their way by programs that pass them on. */
const MAX_LINK = 8_000;
const VERSION = '1';

/** The part of an address after its `#`; null where it would be too long. */
export async function linkTo({ variantId, text }: Linked): Promise<string | null> {
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
  const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  const data = base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  const link = `#edit=${VERSION}.${variantId}.${data}`;
  return link.length > MAX_LINK ? null : link;
}

/**
 * The file in the part of an address after its `#`.
 *
 * @throws Error in a sentence, where it cannot be read.
 */
export async function linked(hash: string): Promise<Linked> {
  const version = /^#edit=(\d+)\./.exec(hash)?.[1];
  if (version !== undefined && version !== VERSION) {
    throw new Error('The link’s code is of another version of this page.');
  }
  if (hash.length > MAX_LINK)
    throw new Error('The link’s code is longer than any that is made here.');
  const [, variantId, data] = /^#edit=\d+\.([\w-]+)\.([\w-]+)$/.exec(hash) ?? [];
  if (data === undefined) throw new Error(BROKEN);
  try {
    const text = await unpacked(atob(data.replaceAll('-', '+').replaceAll('_', '/')));
    return { variantId: variantId!, text };
  } catch {
    throw new Error(BROKEN);
  }
}

const BROKEN = 'The link’s code cannot be read: it was cut or changed on its way.';

/** Stops where more comes out than a file may have: a few bytes can stand for very many. */
async function unpacked(packed: string): Promise<string> {
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
