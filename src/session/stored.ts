/** What the site keeps in a browser has a name that begins so: `new-class/` forgets all of it. */
export const STORED = 'inside-the-reactor';

/** What the browser keeps under one name, from one visit to the next. */
export interface Stored {
  /** Anything: it may be of an older page, or somebody else's. Undefined where there is nothing, or it may not be read. */
  read(): unknown;
  /** @param value what JSON can hold */
  write(value: unknown): void;
}

/** In `localStorage`, where the browser keeps anything. */
export function stored(name: string): Stored {
  const key = `${STORED}.${name}`;
  return {
    read() {
      try {
        return JSON.parse(localStorage.getItem(key) ?? 'null') ?? undefined;
      } catch {
        return undefined;
      }
    },
    write(value) {
      try {
        localStorage.setItem(key, JSON.stringify(value));
      } catch {
        // A private window, a sandbox, or no room: it holds as long as this page.
      }
    },
  };
}
