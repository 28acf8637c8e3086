import type { Method } from '../embed/protocol';
import { hasOrigin } from './addresses';

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

/**
 * Whether a message comes from what an iframe's address names: from its window, and from that address's origin, as
 * another document may have come into the window since. In a sandbox documents have no origin: of them the window is all that can be known.
 */
export function comesFrom({ source, origin }: MessageEvent, frame: HTMLIFrameElement): boolean {
  if (source === null || source !== frame.contentWindow) return false;
  const isSandboxed =
    (frame.hasAttribute('sandbox') && !frame.sandbox.contains('allow-same-origin')) ||
    // The page may be in one itself, and then all that is in it is too. From a disk it has no origin either.
    (self.origin === 'null' && location.protocol !== 'file:');
  if (isSandboxed && origin === 'null') return true;
  // What is written into the document is shown, whatever address stands beside it.
  return hasOrigin(frame.hasAttribute('srcdoc') ? self.origin : frame.src, origin);
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
