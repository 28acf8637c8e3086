import type { Trouble } from './engine/job';

/** Something that is said of a program, and where in it. */
export interface Told {
  what: string;
  /** From 1; null where it is no line's. */
  line: number | null;
  column?: number | null;
  /** Where nothing is wrong but that this is not loaded yet. */
  needs?: 'web';
}

/** "6.3 MB". */
export function megabytes(bytes: number): string {
  return `${Math.round(bytes / 100_000) / 10} MB`;
}

/** Sentences of the virtual kernel that a reader would not know what to do with, and what is said instead. */
const KNOWN: readonly [RegExp, (...found: string[]) => string][] = [
  [
    /import (asyncio)\b/,
    () => 'This is a program for asyncio’s loop. Only Twisted’s reactor runs here.',
  ],
  [
    /import ([\w.]+): that module is not modelled/,
    (_, name) =>
      `“${name}” is not here: there are Twisted’s core, twisted.web and the parts of Python that compute.`,
  ],
  [
    /No module named '([\w.]+)'/,
    (_, name) =>
      `“${name}” is not here: there are Twisted’s core, twisted.web and the parts of Python that compute.`,
  ],
  [
    /reactor\.(listenUDP|listenMulticast)\(\)/,
    (_, call) => `reactor.${call}(): this network has TCP only.`,
  ],
  [/relative import/, () => 'A relative import: a server is one file here.'],
  [/Thread\.start\(\) needs/, () => NO_THREADS],
];

const NO_THREADS =
  'This program starts a thread. This browser cannot switch between threads of Python; a newer one can.';

/** What went wrong, for the reader: from the virtual kernel's sentence and Python's exception. */
export function explained(error: string, trouble: Trouble | null): Told {
  const said = error.trim().split('\n').at(-1) ?? '';
  const sentence = said.replace(/^oracle: (server\.py: )?/, '');
  const line = trouble?.line ?? null;
  if (/twisted\.web is not loaded/.test(sentence)) {
    return {
      what: 'This program imports twisted.web, which is not loaded yet.',
      line,
      needs: 'web',
    };
  }
  for (const [pattern, words] of KNOWN) {
    const found = pattern.exec(`${sentence} ${trouble?.message ?? ''}`);
    if (found) return { what: words(...found), line };
  }
  if (trouble === null || trouble.type === null) {
    return { what: sentence || 'The program ended without a run.', line };
  }
  const { type, message, column } = trouble;
  return { what: saidOf(type, message), line, column };
}

/** An exception, as it is said. Python’s own has no words for memory that is used up. */
export function saidOf(type: string, message: string): string {
  if (type === 'MemoryError' && message === '') {
    return 'MemoryError: the program asks for more memory than Python may have in this page.';
  }
  return message === '' ? type : `${type}: ${message}`;
}

/** Why Python cannot run here at all, before it is loaded; null: it can. */
export const whyNoPython = (here: { WebAssembly?: unknown } = globalThis): string | null =>
  here.WebAssembly === undefined
    ? 'Python needs WebAssembly, and this browser has no WebAssembly, or has it switched off. The simulator goes on.'
    : null;

/** A file that did run, but in which nothing can be seen: why. Null where there is nothing to say. */
export function missing(source: string): string | null {
  const code = source.replace(/#.*$/gm, '');
  if (!/\.listenTCP\(|\.listen\(/.test(code)) {
    return 'The program listens nowhere: without reactor.listenTCP(8000, …) no client gets in.';
  }
  if (!/reactor\.run\(|\breact\(|\.select\(|\.accept\(/.test(code)) {
    return 'The program ends at once: it lacks reactor.run().';
  }
  return null;
}
