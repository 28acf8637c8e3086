import { isObject, type Json } from './check';

/** Says what another program's file is, in one sentence; null for what nobody here knows. */
type Known = string | null;

const notThis = (what: string): string => `This is ${what}, not a recording of a reactor's run.`;

/** @param document what the JSON of a file holds. */
export function foreignDocument(document: unknown): Known {
  if (Array.isArray(document)) return foreignList(document as unknown[]);
  if (!isObject(document)) return null;
  const { log, traceEvents, version } = document;
  if (Array.isArray(traceEvents)) return notThis(TRACE);
  if (isObject(log) && Array.isArray(log['entries'])) {
    return notThis('a HAR file (HTTP requests of a browser)');
  }
  if (isSpeedscope(document)) return notThis('a profile in speedscope’s format (py-spy writes it)');
  if (version === 1 && Array.isArray(document['stdout'])) return asciinema(1);
  const cast = castVersion(document);
  return cast === null ? null : asciinema(cast);
}

const TRACE = 'a trace for Perfetto or chrome://tracing';

const asciinema = (version: number): string =>
  notThis(`an asciinema recording of a terminal (asciicast v${version})`);

function isSpeedscope({ $schema, profiles, shared }: Json): boolean {
  if (typeof $schema === 'string' && $schema.includes('speedscope')) return true;
  return Array.isArray(profiles) && isObject(shared) && Array.isArray(shared['frames']);
}

/** Chrome's traces may also be a bare list of events with a phase. */
function foreignList(list: readonly unknown[]): Known {
  const [first] = list;
  return isObject(first) && typeof first['ph'] === 'string' && 'ts' in first
    ? notThis(TRACE)
    : null;
}

/** Characters of a text that are looked at. */
const HEAD = 20_000;

/** @param text one that is no JSON document, or not only one. */
export function foreignText(text: string): Known {
  const head = text.slice(0, HEAD);
  const [first = ''] = head.split('\n', 1);
  const header = headerLine(first);
  const cast = header && castVersion(header);
  if (cast !== null) return asciinema(cast);
  // The bare list of a trace may end without its bracket.
  if (/^\[\s*\{/.test(head) && /"ph"\s*:\s*"/.test(head) && /"ts"\s*:/.test(head)) {
    return notThis(TRACE);
  }
  if (/^(<\?xml[^>]*>\s*)?(<!DOCTYPE svg[^>]*>\s*)?<svg/i.test(head)) {
    return notThis(
      /py-spy|flame ?graph/i.test(head)
        ? 'a flame graph (an SVG picture of py-spy)'
        : 'an SVG picture',
    );
  }
  if (/^<(!doctype html|html)/i.test(head)) return notThis('a web page');
  return isCollapsed(head, text.length > HEAD)
    ? notThis('a profile of collapsed stacks (py-spy’s raw format)')
    : null;
}

/** The version of an asciicast by its header, v2 or v3. */
function castVersion(header: Json): number | null {
  const { version } = header;
  if (version === 2 && 'width' in header && 'height' in header) return 2;
  return version === 3 && isObject(header['term']) ? 3 : null;
}

/** The first line as JSON: a file may be lines, each a document. */
function headerLine(line: string): Json | null {
  if (!line.startsWith('{') || line.length >= HEAD) return null;
  try {
    return JSON.parse(line) as Json;
  } catch {
    return null;
  }
}

/** `main (server.py:12);lineReceived (server.py:4) 31`: every line ends in a count, and some have frames in them. */
function isCollapsed(head: string, isCut: boolean): boolean {
  const lines = head
    .split('\n')
    .slice(0, isCut ? -1 : undefined)
    .filter((line) => line !== '');
  return (
    lines.length > 0 &&
    lines.every((line) => /^\S.* \d+\r?$/.test(line)) &&
    lines.some((line) => line.includes(';') || / \([^()]*:\d+\)/.test(line))
  );
}

const starts = (bytes: Uint8Array, ...magic: number[]): boolean =>
  magic.every((byte, i) => bytes[i] === byte);

/** @param bytes the beginning of a file: what it is if its first bytes say so. */
export function foreignBytes(bytes: Uint8Array): Known {
  if (starts(bytes, 0x50, 0x4b, 3, 4))
    return 'This is a ZIP archive: unpack it and open the recording in it.';
  if (starts(bytes, 0x28, 0xb5, 0x2f, 0xfd)) {
    return 'This file is compressed with Zstandard: unpack it and open what comes out.';
  }
  if (starts(bytes, 0x42, 0x5a, 0x68))
    return 'This file is compressed with bzip2: unpack it and open what comes out.';
  if (starts(bytes, 0xfd, 0x37, 0x7a, 0x58, 0x5a))
    return 'This file is compressed with xz: unpack it and open what comes out.';
  const isCapture =
    starts(bytes, 0xd4, 0xc3, 0xb2, 0xa1) ||
    starts(bytes, 0xa1, 0xb2, 0xc3, 0xd4) ||
    starts(bytes, 0x0a, 0x0d, 0x0d, 0x0a);
  if (isCapture) return notThis('a capture of network packets (tcpdump or Wireshark)');
  // Field 1 of a protobuf message, Perfetto's `packet`: a line feed, too, but no text goes on like this.
  const isProto = bytes[0] === 0x0a && bytes.subarray(0, 64).some((byte) => byte < 9);
  return isProto ? notThis('a trace for Perfetto') : null;
}
