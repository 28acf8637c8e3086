/** What the build tells the worker. Paths are relative to the site's root; a page's ends in a slash, and `''` is the landing page. */
export interface Manifest {
  /** Of all files of the site: another one means that something has changed. */
  version: string;
  /** OfflineCache from the beginning: the pages of words and the page of what is not kept. */
  always: readonly string[];
  /** Files that every page of a scenario uses. */
  shared: readonly string[];
  /** Pages of scenarios, each with what it alone uses: its own files, and its embed. */
  pages: Readonly<Record<string, readonly string[]>>;
  /** Pages that are kept when they are opened, and alone: the other pictures of the embeds. */
  opened: readonly string[];
  /** Files that are kept when somebody asks for them: too much for everyone. */
  asked: readonly string[];
}

/** What the worker has from its browser. */
export interface Surroundings {
  /** Address of the site's root. */
  scope: string;
  caches: CacheStorage;
  fetch: (url: string | Request, init?: RequestInit) => Promise<Response>;
  /** The reader asked for as few bytes as possible. */
  savesData: boolean;
  /** Resolves after a time. */
  wait: (ms: number) => Promise<void>;
}

/** Served where a page is asked for that is not kept. */
export const NOT_KEPT = 'offline.html';

/** How long a page that is kept waits for a network that does not answer. */
export const PATIENCE_MS = 3_000;

/** The worker stays alive until the work is done. */
export type Last = (work: Promise<unknown>) => void;

const anyQuery = { ignoreSearch: true, ignoreVary: true };

/**
 * The site as one browser keeps it. Pages come from the network as long as there is one; files of `assets/`, whose
 * names change with their content, come from here first. Nothing is kept that the manifest does not name, as whatever else
 * the host has below the site's address. Each version has a cache of its own, because a page and its
 * files belong together; the next version takes over the pages that the last one kept.
 */
export class OfflineCache {
  readonly #manifest: Manifest;
  readonly #at: Surroundings;
  readonly #family: string;
  /** All that may be kept: paths. */
  readonly #known: ReadonlySet<string>;
  #open: Promise<Cache> | undefined;

  constructor(manifest: Manifest, surroundings: Surroundings) {
    this.#manifest = manifest;
    this.#at = surroundings;
    // Sites below other paths of this host have caches of their own.
    this.#family = `inside-the-reactor ${surroundings.scope} `;
    const { always, shared, pages, opened, asked } = manifest;
    const ofPages = Object.entries(pages).flat(2);
    this.#known = new Set([...always, ...shared, ...opened, ...asked, ...ofPages]);
  }

  /** Fills this version's cache. Rejects if what is kept from the beginning cannot be had. */
  async install(): Promise<void> {
    const cache = await this.#cache();
    await Promise.all(this.#manifest.always.map((path) => this.#fetchInto(cache, path)));
    const { pages, opened, asked } = this.#manifest;
    for (const path of [...Object.keys(pages), ...opened]) {
      if (await this.#inOlder(path)) await this.keep(path);
    }
    for (const path of asked) {
      if (await this.#inOlder(path)) await this.#keepFile(cache, path);
    }
  }

  /** Removes the caches of other versions. */
  async cleanUp(): Promise<void> {
    await Promise.all((await this.#older()).map((name) => this.#at.caches.delete(name)));
  }

  /** Keeps a page with all that it uses; of another path, nothing. Files that cannot be had are left out. */
  async keep(path: string): Promise<void> {
    const { pages, shared, opened } = this.#manifest;
    const own = Object.hasOwn(pages, path) ? [...shared, ...pages[path]!] : [];
    if ((own.length === 0 && !opened.includes(path)) || this.#at.savesData) return;
    const cache = await this.#cache();
    await Promise.allSettled([path, ...own].map((file) => this.#keepFile(cache, file)));
  }

  /** The path of a page below the site's root, or undefined if it is elsewhere. */
  pathOf(url: string): string | undefined {
    const { scope } = this.#at;
    const plain = url.replace(/[?#].*/, '');
    if (!plain.startsWith(scope)) return undefined;
    return plain.slice(scope.length).replace(/(^|\/)index\.html$/, '$1');
  }

  /**
   * What the browser is given for a request; undefined: it asks the network itself.
   *
   * @param last given what goes on after the answer.
   */
  answer(request: Request, last: Last): Promise<Response> | undefined {
    const path = request.method === 'GET' ? this.pathOf(request.url) : undefined;
    if (path === undefined) return undefined;
    const isKnown = this.#known.has(path);
    if (isKnown && path.startsWith('assets/')) return this.#fileFirst(request, path, last);
    if (isKnown) return this.#networkFirst(request, path, last);
    return request.mode === 'navigate' ? this.#orCard(request, path) : undefined;
  }

  async #fileFirst(request: Request, path: string, last: Last): Promise<Response> {
    const found = await this.#find(path);
    if (found) return found;
    const response = await this.#at.fetch(request);
    last(this.#put(path, response));
    return response;
  }

  async #networkFirst(request: Request, path: string, last: Last): Promise<Response> {
    const asked = this.#at.fetch(request);
    last(asked.then((response) => this.#put(path, response)).catch(() => undefined));
    const kept = await this.#find(path);
    if (!kept) return this.#orCard(request, path, asked);
    const patience = this.#at.wait(PATIENCE_MS).then(() => kept);
    return Promise.race([asked.catch(() => kept), patience]);
  }

  /** What the network has, and without one where the page is, or that it is not kept. */
  async #orCard(
    request: Request,
    path: string,
    asked = this.#at.fetch(request),
  ): Promise<Response> {
    try {
      return await asked;
    } catch (error) {
      if (this.#known.has(`${path}/`)) {
        return Response.redirect(`${this.#url(path)}/${new URL(request.url).search}`);
      }
      const card = request.mode === 'navigate' ? await this.#find(NOT_KEPT) : undefined;
      if (!card) throw error;
      return this.#withRoot(card);
    }
  }

  /** The card is shown at any depth, and its links need the site's root. */
  async #withRoot(card: Response): Promise<Response> {
    const html = (await card.text()).replace('<html', `<html data-root="${this.#at.scope}"`);
    return new Response(html, { status: 503, headers: { 'content-type': 'text/html' } });
  }

  #url(path: string): string {
    return this.#at.scope + path;
  }

  #cache(): Promise<Cache> {
    return (this.#open ??= this.#at.caches.open(this.#family + this.#manifest.version));
  }

  async #older(): Promise<string[]> {
    const own = this.#family + this.#manifest.version;
    const names = await this.#at.caches.keys();
    return names.filter((name) => name.startsWith(this.#family) && name !== own);
  }

  async #inOlder(path: string): Promise<Response | undefined> {
    for (const name of await this.#older()) {
      const cache = await this.#at.caches.open(name);
      const found = await cache.match(this.#url(path), anyQuery);
      if (found) return found;
    }
    return undefined;
  }

  async #keepFile(cache: Cache, path: string): Promise<void> {
    if (await cache.match(this.#url(path), anyQuery)) return;
    // A hashed name has the same content in every version.
    const older = path.startsWith('assets/') ? await this.#inOlder(path) : undefined;
    if (older) await cache.put(this.#url(path), older);
    else await this.#fetchInto(cache, path);
  }

  async #fetchInto(cache: Cache, path: string): Promise<void> {
    const url = this.#url(path);
    const hashed = path.startsWith('assets/');
    const response = await this.#at.fetch(url, { cache: hashed ? 'default' : 'no-cache' });
    if (!response.ok || response.redirected) throw new Error(`${url}: ${response.status}`);
    await cache.put(url, response);
  }

  /** Where storage is forbidden or full nothing is found, and nothing kept. */
  async #find(path: string): Promise<Response | undefined> {
    try {
      return await (await this.#cache()).match(this.#url(path), anyQuery);
    } catch {
      return undefined;
    }
  }

  async #put(path: string, response: Response): Promise<void> {
    if (!response.ok || response.redirected) return;
    const copy = response.clone();
    try {
      await (await this.#cache()).put(this.#url(path), copy);
    } catch {
      // The reader has the answer all the same.
    }
  }
}
