/** Where an embed was left, for `reset=never`. */
export interface Resumed {
  query: string;
  playing: boolean;
}

const key = (): string => `inside-the-reactor:${location.pathname}${location.search}`;

/** Keeps it as long as the window is there. In a sandbox there is nowhere to keep it. */
export function keep(what: Resumed): void {
  try {
    sessionStorage.setItem(key(), JSON.stringify(what));
  } catch {
    // It begins again then.
  }
}

export function resumed(): Resumed | null {
  try {
    const { query, playing } = JSON.parse(sessionStorage.getItem(key())!) as Record<
      string,
      unknown
    >;
    return typeof query === 'string' ? { query, playing: playing === true } : null;
  } catch {
    return null;
  }
}
