/** A frame as a reader of the file sees it: all pixels, after what stays from the frames before. */
export interface GifFrame {
  delayCs: number;
  /** r, g, b, a of each pixel. */
  rgba: Uint8Array;
}

export interface Gif {
  width: number;
  height: number;
  /** 0 is for ever, null once. */
  repeat: number | null;
  frames: GifFrame[];
}

/**
 * Reads a GIF89a by its specification, and by nothing of what wrote it. Whole frames only, and no disposal but "leave":
 * what else there may be in a GIF it refuses.
 */
export function readGif(bytes: Uint8Array): Gif {
  let at = 0;
  const byte = (): number => {
    if (at >= bytes.length) throw new Error('the file ends early');
    return bytes[at++]!;
  };
  const short = (): number => byte() | (byte() << 8);
  const text = (count: number): string =>
    String.fromCharCode(...Array.from({ length: count }, byte));
  const table = (size: number): number[][] =>
    Array.from({ length: size }, () => [byte(), byte(), byte()]);
  const blocks = (): number[] => {
    const all: number[] = [];
    for (let size = byte(); size > 0; size = byte())
      for (let i = 0; i < size; i++) all.push(byte());
    return all;
  };
  if (text(6) !== 'GIF89a') throw new Error('not a GIF89a');
  const [width, height, packed] = [short(), short(), byte()];
  at += 2;
  const global = packed & 0x80 ? table(2 << (packed & 7)) : null;
  const gif: Gif = { width, height, repeat: null, frames: [] };
  let canvas = new Uint8Array(width * height * 4);
  let control = { delayCs: 0, transparent: null as number | null };
  for (;;) {
    const kind = byte();
    if (kind === 0x3b) break;
    if (kind === 0x21) {
      const label = byte();
      const data = blocks();
      if (label === 0xf9) {
        const disposal = (data[0]! >> 2) & 7;
        if (disposal > 1) throw new Error(`disposal ${disposal}`);
        control = {
          delayCs: data[1]! | (data[2]! << 8),
          transparent: data[0]! & 1 ? data[3]! : null,
        };
      } else if (label === 0xff) {
        gif.repeat = data[12]! | (data[13]! << 8);
      }
    } else if (kind === 0x2c) {
      const [left, top, wide, high, how] = [short(), short(), short(), short(), byte()];
      if (left + top > 0 || wide !== width || high !== height || how & 0x40) {
        throw new Error('a part of a frame, or interlaced');
      }
      const colours = how & 0x80 ? table(2 << (how & 7)) : global!;
      const indexes = unpacked(byte(), blocks(), width * height);
      canvas = canvas.slice();
      indexes.forEach((index, i) => {
        if (index === control.transparent) return;
        canvas.set([...colours[index]!, 255], i * 4);
      });
      gif.frames.push({ delayCs: control.delayCs, rgba: canvas });
      control = { delayCs: 0, transparent: null };
    } else {
      throw new Error(`block 0x${kind.toString(16)} at ${at - 1}`);
    }
  }
  if (at !== bytes.length) throw new Error('something follows the end');
  return gif;
}

/** LZW with codes that grow, as in appendix F of the specification. */
function unpacked(minimum: number, data: readonly number[], count: number): Uint8Array {
  const clear = 1 << minimum;
  const out = new Uint8Array(count);
  let [length, bits, held, at] = [0, 0, 0, 0];
  let width = minimum + 1;
  let words: number[][] = [];
  let before: number[] | null = null;
  const reset = (): void => {
    words = Array.from({ length: clear + 2 }, (_, i) => (i < clear ? [i] : []));
    width = minimum + 1;
    before = null;
  };
  reset();
  for (;;) {
    while (bits < width) {
      if (at >= data.length) throw new Error('the pixels end early');
      held |= data[at++]! << bits;
      bits += 8;
    }
    const code = held & ((1 << width) - 1);
    held >>>= width;
    bits -= width;
    if (code === clear) {
      reset();
      continue;
    }
    if (code === clear + 1) break;
    const previous = before as number[] | null;
    const word: number[] = code < words.length ? words[code]! : [...previous!, previous![0]!];
    if (code > words.length) throw new Error('a code that nobody made');
    for (const index of word) out[length++] = index;
    if (previous !== null && words.length < 4096) {
      words.push([...previous, word[0]!]);
      if (words.length === 1 << width && width < 12) width++;
    }
    before = word;
  }
  if (length !== count) throw new Error(`${length} pixels for ${count}`);
  return out;
}
