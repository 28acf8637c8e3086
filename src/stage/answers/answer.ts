import type { World } from '../../player/world/world.types';
import type { Recording } from '../../recording/recording';
import type { Noun } from '../../scenario/types';

/** What a part of a picture says of itself: its name, and in a sentence or two what it is and does at the moment. */
export interface Answer {
  title: string;
  text: string;
  /** Whose card explains it further. */
  noun?: Noun;
}

/** What an answer is made from: the moment that the picture shows. */
export interface Asked {
  recording: Recording;
  world: World;
  timeNs: number;
  roles: Readonly<Record<string, string>>;
  /** False while the waits are kept back until the reader's bet. */
  revealed: boolean;
  /** The client whose bytes or connection the picture is about, where it is about one. */
  client?: string | undefined;
}

/** Answers for the parts whose `data-id` matches; its groups are the names in it. Null: no such part at the moment. */
export type Answerer = readonly [RegExp, (asked: Asked, ...names: string[]) => Answer | null];

/** The first answer that one of the answerers has for a part. */
export function firstAnswer(
  answerers: readonly Answerer[],
  id: string,
  asked: Asked,
): Answer | null {
  for (const [pattern, answer] of answerers) {
    const match = pattern.exec(id);
    const found = match && answer(asked, ...match.slice(1));
    if (found) return found;
  }
  return null;
}
