import { parseRecording } from '../../recording/json';
import { PART_EVENTS, type Answer, type Source } from './messages';
import { whyNot } from './whyNot';

const answer = (message: Answer): void => postMessage(message);

onmessage = async ({ data }: MessageEvent<Source>): Promise<void> => {
  try {
    const { events, ...header } = parseRecording(
      typeof data === 'string' ? data : await data.text(),
    );
    for (let i = 0; i < events.length; i += PART_EVENTS) {
      answer({ kind: 'events', events: events.slice(i, i + PART_EVENTS) });
    }
    answer({ kind: 'done', header });
  } catch (error) {
    answer({ kind: 'failed', why: whyNot(error) });
  }
};
