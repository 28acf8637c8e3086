// The service worker of a hosted site: `sw.js` at its root. The build writes OFFLINE into it.
import { OfflineCache, type Manifest } from './cache';

declare const OFFLINE: Manifest;

/** The part of a worker's events that is used: the types of the page do not have them. */
interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Lasting {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}
interface Told extends Lasting {
  readonly source: { url: string } | null;
}
interface Worker {
  readonly registration: { scope: string };
  readonly clients: { claim(): Promise<void> };
  readonly navigator: { connection?: { saveData?: boolean } };
  addEventListener(type: 'install' | 'activate', hear: (event: Lasting) => void): void;
  addEventListener(type: 'fetch', hear: (event: Fetching) => void): void;
  addEventListener(type: 'message', hear: (event: Told) => void): void;
}
const worker = globalThis as unknown as Worker;

const cache = new OfflineCache(OFFLINE, {
  scope: worker.registration.scope,
  caches,
  fetch: (url, init) => fetch(url, init),
  savesData: worker.navigator.connection?.saveData === true,
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
});

worker.addEventListener('install', (event) => event.waitUntil(cache.install()));
worker.addEventListener('activate', (event) => {
  event.waitUntil(cache.cleanUp().then(() => worker.clients.claim()));
});
worker.addEventListener('fetch', (event) => {
  const answer = cache.answer(event.request, (work) => event.waitUntil(work));
  if (answer) event.respondWith(answer);
});
// A page says that it has loaded: now its other files do not come in its way.
worker.addEventListener('message', (event) => {
  const path = event.source && cache.pathOf(event.source.url);
  if (path != null) event.waitUntil(cache.keep(path));
});
