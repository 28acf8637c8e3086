import type { TypedLine } from '../recording/recording';
import { MAX_TYPED_LENGTH, MAX_TYPED_LINES, MAX_TYPED_MS } from '../recording/limits';
import type { Scenario } from './types';

/*
 * Lines that the reader types as one of the clients: they become sends of the run. As text, in an address and on the
 * command line, a line is `A:2000:hello`: the client, the time in ms, and what is typed.
 */

/** What a line may be, in words. */
export const ALLOWED_LINE = `a client, a time in ms up to ${MAX_TYPED_MS} and up to ${MAX_TYPED_LENGTH} characters of ASCII, as A:2000:hello`;

const LINE = new RegExp(`^(\\w+):(\\d{1,5}):([ -~]{0,${MAX_TYPED_LENGTH - 1}}[!-~])$`);

/** Reads a line from its text; null when it is none that this scenario may be typed. */
export function parseTyped(text: string, { typing }: Scenario): TypedLine | null {
  const [, client, time, typed] = LINE.exec(text) ?? [];
  const atMs = Number(time);
  return typing?.as.includes(client!) && atMs <= MAX_TYPED_MS
    ? { client: client!, atMs, text: typed! }
    : null;
}

export function formatTyped({ client, atMs, text }: TypedLine): string {
  return `${client}:${atMs}:${text}`;
}

/** What of a text can be typed: of what is no printable ASCII, each character is `?`, as one byte each is drawn. */
export function asciiLine(text: string): string {
  const ascii = text.replace(/[^ -~]/gu, '?');
  return ascii.slice(0, MAX_TYPED_LENGTH).trimEnd();
}

/** With one more line, in the order of their times; unchanged when there are as many as may be. */
export function withLine(lines: readonly TypedLine[], line: TypedLine): readonly TypedLine[] {
  if (lines.length >= MAX_TYPED_LINES) return lines;
  const after = lines.findIndex(({ atMs }) => atMs > line.atMs);
  const place = after === -1 ? lines.length : after;
  return [...lines.slice(0, place), line, ...lines.slice(place)];
}

/**
 * Until when, in ms, the scenario's story is true of a run with these lines. Up to the first line the run is the
 * scenario's own; what follows from it no caption was made for, unless the scenario says that its own hold beside it.
 */
export function storyEndMs(lines: readonly TypedLine[], { typing }: Scenario): number {
  const first = lines.find((line) => typing?.holds?.(line) !== true);
  return first?.atMs ?? Infinity;
}
