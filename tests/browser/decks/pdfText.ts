import { inflateSync } from 'node:zlib';

/**
 * The text of each page of a PDF as Chromium writes them, without the spaces: kerning cuts words at
 * any letter.
 */
export function pdfText(pdf: Buffer): string[] {
  const file = new PdfFile(pdf.toString('latin1'));
  return file.ids(/\/Type \/Page\b/).map((id) => file.textOf(id).replace(/\s/g, ''));
}

class PdfFile {
  readonly #objects = new Map<number, string>();
  readonly #alphabets = new Map<number, Map<string, string>>();

  constructor(file: string) {
    for (const [, id, body] of file.matchAll(/(?<=^|\n)(\d+) 0 obj\n([^]*?)\nendobj(?=\n)/g)) {
      this.#objects.set(Number(id), body!);
    }
  }

  /** The numbers of the objects whose dictionary matches. */
  ids(pattern: RegExp): number[] {
    return [...this.#objects.keys()].filter((id) => pattern.test(this.#dictionary(id)));
  }

  /** What a page, or a form that it draws, says. */
  textOf(id: number): string {
    const dictionary = this.#dictionary(id);
    const contents = /\/Contents (\d+)/.exec(dictionary);
    const drawing = this.#stream(contents ? Number(contents[1]) : id);
    const names = new Map(
      [...dictionary.matchAll(/\/([FX]\d+) (\d+) 0 R/g)].map(([, name, to]) => [name!, Number(to)]),
    );
    let text = '';
    let alphabet: Map<string, string> | undefined;
    for (const [, font, form, codes] of drawing.matchAll(
      /\/(F\d+) [\d.-]+ Tf|\/(X\d+) Do|<([0-9A-Fa-f]+)> Tj/g,
    )) {
      if (font) alphabet = this.#alphabet(names.get(font)!);
      if (form && /\/Subtype \/Form/.test(this.#dictionary(names.get(form)!))) {
        text += this.textOf(names.get(form)!);
      }
      for (const code of codes?.match(/.{4}/g) ?? []) {
        text += alphabet?.get(code.toUpperCase()) ?? '\ufffd';
      }
    }
    return text;
  }

  #dictionary(id: number): string {
    return (this.#objects.get(id) ?? '').split('stream\n', 1)[0]!;
  }

  #stream(id: number): string {
    const dictionary = this.#dictionary(id);
    const from = dictionary.length + 'stream\n'.length;
    const length = Number(/\/Length (\d+)/.exec(dictionary)?.[1] ?? 0);
    const bytes = Buffer.from(this.#objects.get(id)!.slice(from, from + length), 'latin1');
    return (dictionary.includes('FlateDecode') ? inflateSync(bytes) : bytes).toString('latin1');
  }

  /** A font's own code of a letter → the letter. */
  #alphabet(font: number): Map<string, string> {
    let letters = this.#alphabets.get(font);
    if (letters) return letters;
    letters = new Map();
    this.#alphabets.set(font, letters);
    const map = /\/ToUnicode (\d+)/.exec(this.#dictionary(font));
    if (!map) return letters;
    const text = this.#stream(Number(map[1]));
    const code = (value: number): string => value.toString(16).padStart(4, '0').toUpperCase();
    for (const [, kind, lines] of text.matchAll(/beginbf(char|range)\n([^]*?)endbf/g)) {
      for (const line of lines!.trim().split('\n')) {
        const hex = [...line.matchAll(/<([0-9A-Fa-f]+)>/g)].map((found) => found[1]!);
        const from = parseInt(hex[0]!, 16);
        const to = kind === 'char' ? from : parseInt(hex[1]!, 16);
        const units = hex
          .at(-1)!
          .match(/.{4}/g)!
          .map((unit) => parseInt(unit, 16));
        for (let at = from; at <= to; at += 1) {
          const last = units.at(-1)! + at - from;
          letters.set(code(at), String.fromCharCode(...units.slice(0, -1), last));
        }
      }
    }
    return letters;
  }
}
