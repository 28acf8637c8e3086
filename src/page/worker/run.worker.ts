import { loaders } from '../../../scenarios/lessons';
import { answerOf } from '../../session/runWorker';
import type { Answered, Asked } from './workerRuns';
import { messageOf } from '../../session/messageOf';

const answer = (message: Answered): void => postMessage(message);

onmessage = async ({ data }: MessageEvent<Asked>): Promise<void> => {
  const { number, scenarioId } = data;
  try {
    const { scenario } = await loaders[scenarioId]!();
    answer({ number, ...answerOf(scenario, data) });
  } catch (error) {
    answer({ number, error: messageOf(error) });
  }
};
