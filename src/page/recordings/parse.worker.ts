import { parseRecording } from '../../recording/json';
import { partsOf, type Answer, type Source } from './messages';
import { textOf } from './unpack';
import { whyNot } from './whyNot';

const answer = (message: Answer): void => postMessage(message);

onmessage = async ({ data }: MessageEvent<Source>): Promise<void> => {
  try {
    const { events, ...header } = parseRecording(await textOf(data));
    for (const part of partsOf(events)) answer({ kind: 'events', events: part });
    answer({ kind: 'done', header });
  } catch (error) {
    answer({ kind: 'failed', why: whyNot(error) });
  }
};
