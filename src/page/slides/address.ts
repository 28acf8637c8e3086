/** Where the things of one scenario are, as whole addresses. */
export interface Addresses {
  embed: string;
  lesson: string;
  print: string;
  newClass: string;
  /** The root of the site, with a slash at its end. */
  site: string;
}

/**
 * @param here address of the page
 * @param root relative address of the site's root from there, with a slash at its end
 */
export function addressesOf(scenarioId: string, root: string, here: string): Addresses {
  const site = new URL(root, here);
  site.search = '';
  site.hash = '';
  const at = (path: string): string => new URL(path, site).href;
  return {
    embed: at(`embed/${scenarioId}/`),
    lesson: at(`${scenarioId}/`),
    print: at(`${scenarioId}/print/`),
    newClass: at(`new-class/?to=${scenarioId}`),
    site: site.href,
  };
}

/** Who can open an address: everyone, those in the same network, or this machine alone. */
export type Reach = 'everyone' | 'network' | 'machine';

/** Judged by the address alone: nothing is asked for. */
export function reachOf(address: string): Reach {
  const { protocol, hostname } = new URL(address);
  if (protocol !== 'http:' && protocol !== 'https:') return 'machine';
  if (/^(localhost|.*\.localhost|127\.[\d.]+|\[::1\]|0\.0\.0\.0)$/.test(hostname)) return 'machine';
  const isNumber = /^\d+(\.\d+){3}$/.test(hostname);
  const own = isNumber
    ? /^(10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.)/
    : /^\[(f[cd][0-9a-f]{2}|fe80):|\.(local|lan|home|internal)$/;
  if (own.test(hostname)) return 'network';
  // A name without a dot is known in its own network only.
  return /[.:]/.test(hostname) ? 'everyone' : 'network';
}

/** What to say of an address that not everyone can open; null of one that all can. */
export function reachWords(address: string): string | null {
  switch (reachOf(address)) {
    case 'machine':
      return 'This address works on this machine only.';
    case 'network':
      return 'This address works in this network only.';
    case 'everyone':
      return null;
  }
}
