import type { Layer, Noun, Scenario } from '../../scenario/types';

/** A piece of a text: one of the six nouns with a card, or what stands between them. */
export interface Piece {
  text: string;
  noun: Noun | null;
}

const FORMS = /\b(client|buffer|reactor|handler|worker|Deferred)s?\b(?!\.\w)/g;

/** Cuts a text at the nouns in it; of each only the first is told apart. `reactor.run` is code, no noun. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  const seen = new Set<string>();
  let end = 0;
  for (const match of text.matchAll(FORMS)) {
    const noun = match[1] as Noun;
    if (seen.has(noun)) continue;
    seen.add(noun);
    if (match.index > end) pieces.push({ text: text.slice(end, match.index), noun: null });
    pieces.push({ text: match[0], noun });
    end = match.index + match[0].length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), noun: null });
  return pieces;
}

const OF_LAYER: Readonly<Partial<Record<Layer, Noun>>> = {
  receiveBuffer: 'buffer',
  sendBuffer: 'buffer',
  reactor: 'reactor',
  loop: 'reactor',
  workers: 'worker',
};

/** The nouns that a scenario's picture is told in, clients first. */
export function nounsOf({ layers, nouns = [] }: Pick<Scenario, 'layers' | 'nouns'>): Noun[] {
  const drawn = layers.flatMap((layer) => OF_LAYER[layer] ?? []);
  return [...new Set<Noun>(['client', ...drawn, ...nouns])];
}
