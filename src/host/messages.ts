import type { Method } from '../embed/protocol';

/** A message of an embed, of whatever shape: nothing about it has been checked but that it is an object. */
export interface Heard {
  context?: unknown;
  event?: unknown;
  value?: unknown;
  listener?: unknown;
  /** Only in what the embed asks of a deck. */
  method?: unknown;
  args?: unknown;
  /** Only in what asks for a height. */
  height?: unknown;
}

/** What a window was sent, as JSON or as an object; null for all else that arrives there. */
export function heard(data: unknown): Heard | null {
  if (typeof data === 'string') {
    if (data[0] !== '{') return null;
    try {
      data = JSON.parse(data);
    } catch {
      return null;
    }
  }
  return typeof data === 'object' ? data : null;
}

/** A command in player.js's envelope. A string: Marp's own listener throws at an object. */
export function command(method: Method, value?: unknown, listener?: string): string {
  return JSON.stringify({ context: 'player.js', method, value, listener });
}

/** Sends to what an iframe holds; before it has loaded that is nobody. */
export function send(frame: HTMLIFrameElement, message: string): void {
  // Nothing that is said here is private, and a sandboxed embed has no origin to name.
  frame.contentWindow?.postMessage(message, '*');
}
