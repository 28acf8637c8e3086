import { foreignBytes } from '../../recording/foreign';
import { maxRecordingBytes, RecordingError } from '../../recording/json';
import type { Source } from './messages';

/** Bytes of a file that tell what it is. */
const HEAD = 64;

/**
 * The text of a source. A file that is compressed with gzip is unpacked, as far as a recording may be long.
 * @throws RecordingError if it is no text, or too long a one.
 */
export async function textOf(source: Source): Promise<string> {
  if (typeof source === 'string') return source;
  const head = new Uint8Array(await source.slice(0, HEAD).arrayBuffer());
  const bytes = isGzip(head) ? await unpacked(source) : new Uint8Array(await source.arrayBuffer());
  if (isGzip(bytes)) refuse('The file is compressed twice: unpack it and open what comes out.');
  const foreign = foreignBytes(bytes.subarray(0, HEAD));
  if (foreign !== null) refuse(foreign);
  return decoded(bytes);
}

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

function refuse(why: string): never {
  throw new RecordingError('', why);
}

/** Unpacks a file and stops as soon as it is longer than a recording may be. */
async function unpacked(file: Blob): Promise<Uint8Array> {
  if (typeof DecompressionStream === 'undefined') {
    refuse('This browser cannot unpack gzip: unpack the file and open what comes out.');
  }
  const reader = file.stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      refuse('The file is compressed with gzip, but damaged: it cannot be unpacked to its end.');
    });
    if (done) break;
    size += value.length;
    if (size > maxRecordingBytes) {
      void reader.cancel().catch(() => {});
      const megabytes = maxRecordingBytes / 1024 / 1024;
      refuse(
        `The file has more than ${megabytes} MB when it is unpacked; at most ${megabytes} MB can be opened here.`,
      );
    }
    parts.push(value);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** UTF-8, or UTF-16 where a byte order mark says so: some shells write that. */
function decoded(bytes: Uint8Array): string {
  const [a, b] = bytes;
  const name =
    a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(name).decode(bytes);
}
