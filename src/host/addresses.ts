/** What a slide shows where an embed would be blank, from the embed’s address: `…/<id>/poster.svg`. */
export function posterAddress(embed: string): string {
  return embed.replace(/\/embed\/([^/?#]+).*$/s, '/$1/poster.svg');
}

/** Whether an address is one of an embed below `base`, the folder that holds `embed/`. */
export function isEmbedAddress(address: string, base: string): boolean {
  return address.startsWith(`${base}embed/`);
}

/** A parameter of an address's query, or null. Not by `URL`, which refuses a relative address. */
export function parameter(address: string, name: string): string | null {
  return new URLSearchParams(address.replace(/^[^?]*|#.*$/gs, '')).get(name);
}
