/** What a slide shows where an embed would be blank, from the embed’s address: `…/<id>/poster.svg`. */
export function posterAddress(embed: string): string {
  return embed.replace(/\/embed\/([^/?#]+).*$/s, '/$1/poster.svg');
}

/** Whether an address is one of an embed below `base`, the folder that holds `embed/`. Both are absolute. */
export function isEmbedAddress(address: string, base: string): boolean {
  const folder = `${base}embed/`;
  return address.startsWith(folder) && /^[a-z]/.test(address.slice(folder.length));
}

/**
 * Whether the document at an absolute address has an origin as messages tell it. One of a disk has none of its own, nor has
 * one that is all in its address: they say `null`, in some browsers `file://`. A site may have led `http:` to `https:`.
 */
export function hasOrigin(address: string, origin: string): boolean {
  const [own] = /^https?:..[^/]+/.exec(address.replace(/^blob:/, '')) ?? ['null'];
  return [own, own.replace(/^http\b/, 'https'), /^file:/.test(address) && 'file://'].includes(
    origin,
  );
}

/** A parameter of an address's query, or null. Not by `URL`, which refuses a relative address. */
export function parameter(address: string, name: string): string | null {
  return new URLSearchParams(address.replace(/^[^?]*|#.*$/gs, '')).get(name);
}
