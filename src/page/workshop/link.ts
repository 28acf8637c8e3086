import { hashWith, isShort, packed, unpackedLink } from './hash';

/** An edited file, as the address carries it after its `#`: `edit=1.<variant>.<text, deflated, base64url>`. */
export interface Linked {
  variantId: string;
  text: string;
}

const VERSION = '1';

/** The part of an address after `edit=`; null where it would be too long. */
export async function linkTo({ variantId, text }: Linked): Promise<string | null> {
  const part = `${VERSION}.${variantId}.${await packed(text)}`;
  return isShort(hashWith('', 'edit', part)) ? part : null;
}

/**
 * The file in a part of an address.
 *
 * @param part what stands after `edit=`
 * @throws Error in a sentence, where it cannot be read.
 */
export async function linked(part: string): Promise<Linked> {
  const [, version, variantId, data] = /^(\d+)\.([\w-]+)\.(.*)$/s.exec(part) ?? [];
  const text = await unpackedLink(
    variantId === undefined ? part.replace(/^1\./, '1!') : `${version}.${data}`,
    VERSION,
    'code',
  );
  return { variantId: variantId!, text };
}
