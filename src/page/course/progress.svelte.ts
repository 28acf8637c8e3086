const KEY = 'inside-the-reactor.done';

/** Which scenarios this reader has done, kept by the browser where it keeps anything. */
export class Progress {
  /** Ids, in the order in which they were done. */
  done = $state.raw<readonly string[]>([]);

  load(): void {
    this.done = stored();
  }

  /** Adds to what is stored, which another window may have changed. */
  add(id: string): void {
    if (this.done.includes(id)) return;
    const others = stored().filter((one) => one !== id && !this.done.includes(one));
    this.#keep([...others, ...this.done, id]);
  }

  reset(): void {
    this.#keep([]);
  }

  #keep(done: readonly string[]): void {
    this.done = done;
    try {
      localStorage.setItem(KEY, JSON.stringify(done));
    } catch {
      // A private window, a sandbox, or no room: it holds as long as this page.
    }
  }
}

function stored(): string[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(value) ? value.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}
