import type { Json } from './check';

const BACKSLASH = 0x5c;

/**
 * What a recording that was cut at any byte has up to its last whole event: the process that wrote it was killed, or its
 * disk was full.
 *
 * @param json a text that is no JSON document
 * @returns the document without its `count`; null if the text is not the beginning of a recording, or has no whole event
 */
export function wholePart(json: string): Json | null {
  const end = endOfEvents(json);
  if (end === null) return null;
  try {
    const document = JSON.parse(`${json.slice(0, end.at)}${end.isOpen ? ']' : ''}}`) as Json;
    delete document['count'];
    return document;
  } catch {
    return null;
  }
}

interface End {
  at: number;
  /** The list of events has no end. */
  isOpen: boolean;
}

/** Where the last whole event ends, or the whole list of them; null where the text is not cut, or no events are in it. */
function endOfEvents(json: string): End | null {
  let depth = 0;
  let end: End | null = null;
  let isInEvents = false;
  for (let at = 0; at < json.length; at++) {
    switch (json[at]) {
      case '"': {
        const close = endOfString(json, at);
        if (close < 0) return end;
        if (depth === 1 && end === null && json.slice(at, close + 1) === '"events"')
          isInEvents = true;
        at = close;
        break;
      }
      case '{':
      case '[':
        depth++;
        break;
      case '}':
        depth--;
        if (depth === 0) return null;
        if (isInEvents && depth === 2) end = { at: at + 1, isOpen: true };
        break;
      case ']':
        depth--;
        if (isInEvents && depth === 1) {
          isInEvents = false;
          if (end !== null) end = { at: at + 1, isOpen: false };
        }
    }
  }
  return end;
}

/** Place of the quote that ends the string that begins at `at`; -1 if none does. */
function endOfString(json: string, at: number): number {
  for (let close = json.indexOf('"', at + 1); close >= 0; close = json.indexOf('"', close + 1)) {
    let before = close - 1;
    while (json.charCodeAt(before) === BACKSLASH) before--;
    if ((close - before) % 2 === 1) return close;
  }
  return -1;
}
