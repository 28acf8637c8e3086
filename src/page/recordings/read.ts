import { checkRecordingSize, parseRecording, RecordingError } from '../../recording/json';
import type { Recording } from '../../recording/recording';
import { addPart, type Answer, type Lists, type Source } from './messages';
import { textOf } from './unpack';

/** What reading needs of a Worker; a test hands in its own. */
export interface Reader {
  onmessage: ((event: MessageEvent<Answer>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  postMessage(source: Source): void;
  terminate(): void;
}

const startWorker = (): Reader =>
  new Worker(new URL('./parse.worker.ts', import.meta.url), { type: 'module' });

/**
 * Reads a recording of ours or a trace of real Twisted in a worker, so that the page goes on meanwhile. Nothing
 * leaves the machine. A source that is too large is refused before a byte of it is read.
 *
 * @param signal stops the reading; the promise is then rejected with its reason.
 * @throws RecordingError, whose message says in one sentence why it is not a recording.
 */
export async function readRecording(
  source: Source,
  signal: AbortSignal,
  start: () => Reader = startWorker,
): Promise<Recording> {
  checkRecordingSize(sizeOf(source), typeof source === 'string' ? 'The text' : 'The file');
  let reader: Reader;
  try {
    reader = start();
  } catch {
    return readHere(source);
  }
  try {
    return await answerOf(reader, source, signal);
  } catch (error) {
    // A browser or a policy without module workers.
    if (error === NO_WORKER) return await readHere(source);
    throw error;
  } finally {
    reader.terminate();
  }
}

const NO_WORKER = Symbol('the worker did not start');

function answerOf(reader: Reader, source: Source, signal: AbortSignal): Promise<Recording> {
  return new Promise((resolve, reject) => {
    const lists: Lists = { events: [] };
    signal.addEventListener('abort', () => reject(signal.reason));
    reader.onerror = (event) => {
      event.preventDefault();
      reject(NO_WORKER);
    };
    reader.onmessage = ({ data }) => {
      if (data.kind === 'part') addPart(lists, data);
      else if (data.kind === 'done') resolve({ ...data.header, ...lists });
      else reject(new RecordingError('', data.why));
    };
    reader.postMessage(source);
  });
}

const sizeOf = (source: Source): number =>
  typeof source === 'string' ? source.length : source.size;

/** As much as the page's own thread reads without standing still for a moment that is felt. */
const MOST_HERE = 1024 * 1024;

async function readHere(source: Source): Promise<Recording> {
  const text = sizeOf(source) > MOST_HERE ? null : await textOf(source);
  if (text === null || text.length > MOST_HERE) {
    throw new RecordingError(
      '',
      'This browser starts no worker here; without one at most 1 MB can be opened.',
    );
  }
  return parseRecording(text);
}
