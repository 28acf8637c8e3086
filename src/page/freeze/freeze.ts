import { hash, script } from 'virtual:thaw';
import type { Frozen } from '../../session/frozen';
import type { OpenedRecording } from '../../session/openedRecording.svelte';
import { onAxis } from '../../session/run';
import type { Session } from '../../session/session.svelte';
import { shortText } from '../../stage/kit/text';
import { holdSentence } from '../recordings/holdText';
import { frozenDocument } from './document';
import type { Fetched } from './template.worker';
import { toldByWaits } from './told';
import { grouped } from '../../recording/digits';

/** Events of a longer run are more than a slide shows, and more than it draws in time. */
export const MAX_EVENTS = 20_000;

/** Characters of a title, with what stands behind it over a picture. */
const MOST_TITLE = 40;

/**
 * What a lesson's page shows, to be frozen.
 *
 * @param most events that it may have
 * @throws Error in a sentence where there is nothing that could be.
 */
export function frozenOf({ run, axisEndNs, scenario }: Session, most = MAX_EVENTS): Frozen {
  if (run === null) throw new Error('There is no run to freeze.');
  const { source, isChanged } = run;
  return checked(
    {
      // Of an edited run there may be nothing that the lesson's story tells.
      ...(run.beats.length > 0 ? { recording: run.recording } : toldByWaits(run)),
      axisEndNs,
      ...(source !== undefined && { source }),
      ...(isChanged && {
        isChanged,
        question: `${scenario.title}: changed${source === undefined ? '' : ', run by real Twisted'}`,
      }),
    },
    most,
  );
}

/**
 * A run of a reader's own scenario, to be frozen: with its steps, in their words for this run.
 *
 * @param most events that it may have
 * @throws Error as above
 */
export function frozenOwn({ run, axisEndNs, scenario }: Session, most = MAX_EVENTS): Frozen {
  if (run === null) throw new Error('There is no run to freeze.');
  const { recording, source } = run;
  const captions = run.beats.map(({ id }) => {
    const beat = scenario.beats.find((one) => one.id === id)!;
    return [id, beat.caption(recording, run.making.values)] as const;
  });
  return checked(
    {
      ...(captions.length > 0
        ? { recording, captions: Object.fromEntries(captions) }
        : toldByWaits(run)),
      axisEndNs,
      ...(source !== undefined && { source }),
      isChanged: true,
      title: scenario.title,
      question: `${shortText(scenario.title, MOST_TITLE)}: run by real Twisted`,
    },
    most,
  );
}

/** A recording of somebody's, to be frozen: its holds, its waits, or what it tells itself. @throws Error as above */
export function frozenOpened(
  { recording, run, name, holds }: OpenedRecording,
  summary: string,
): Frozen {
  const held = new Map(holds.map((hold) => [hold.index, holdSentence(hold)]));
  const captions = run.beats.map(({ id, event }) => [id, held.get(event) ?? id] as const);
  return checked({
    ...(run.beats.length > 0
      ? { recording, captions: Object.fromEntries(captions) }
      : toldByWaits(run)),
    axisEndNs: onAxis(run.endNs),
    title: name,
    question: summary,
  });
}

function checked(frozen: Frozen, most = MAX_EVENTS): Frozen {
  const count = frozen.recording.events.length;
  if (count > most) {
    throw new Error(
      `This run has ${grouped(count)} events; a file holds at most ${grouped(most)}.`,
    );
  }
  return frozen;
}

/**
 * One HTML file that plays a run as an embed does.
 *
 * @param embed address of the embed whose file it is made of
 * @param site the site's root, a whole address
 * @throws Error in a sentence, when the embed cannot be had
 */
export async function freeze(frozen: Frozen, embed: string, site: string): Promise<Blob> {
  const text = await textAt(embed);
  return new Blob([frozenDocument(text, frozen, { site, script, hash })], { type: 'text/html' });
}

/** A page may ask nobody for anything: a worker does. */
function textAt(address: string): Promise<string> {
  const worker = new Worker(new URL('./template.worker.ts', import.meta.url), { type: 'module' });
  return new Promise<string>((resolve, reject) => {
    const fail = (): void => reject(new Error('The embed’s file could not be loaded.'));
    worker.onerror = fail;
    worker.onmessage = ({ data }: MessageEvent<Fetched>) =>
      data.text === null ? fail() : resolve(data.text);
    worker.postMessage(address);
  }).finally(() => worker.terminate());
}
