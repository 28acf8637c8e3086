import { firstAnswer, type Answer, type Asked } from './answer';
import { clientAnswers } from './clients';
import { cureAnswers } from './cures';
import { pictureAnswers } from './pictures';
import { reactorAnswers } from './reactor';
import { slicesAnswers } from './slices';
import { tankAnswers } from './tank';
import { wallAnswers } from './wall';
import { whiteboardAnswers } from './whiteboard';

/** What the part of a picture with this `data-id` says of itself at the moment; null for what is no part: words, rings. */
export function answerOf(id: string, asked: Asked): Answer | null {
  return firstAnswer(
    [
      ...reactorAnswers,
      ...clientAnswers,
      ...wallAnswers,
      ...whiteboardAnswers,
      ...slicesAnswers,
      ...tankAnswers,
      ...cureAnswers,
      ...pictureAnswers,
    ],
    id,
    asked,
  );
}
