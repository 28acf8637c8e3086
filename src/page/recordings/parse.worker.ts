import { parseRecording } from '../../recording/json';
import { answersFor, type Answer, type Source } from './messages';
import { textOf } from './unpack';
import { whyNot } from './whyNot';

const answer = (message: Answer): void => postMessage(message);

onmessage = async ({ data }: MessageEvent<Source>): Promise<void> => {
  try {
    for (const message of answersFor(parseRecording(await textOf(data)))) answer(message);
  } catch (error) {
    answer({ kind: 'failed', why: whyNot(error) });
  }
};
