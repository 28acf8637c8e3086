import { mount } from 'svelte';
import type { Session } from '../../session/session.svelte';
import PictureAnswers from './PictureAnswers.svelte';

// What the pictures say of themselves. Loaded when somebody asks.

interface Answers {
  open(): Promise<void>;
  press(pressed: Element): Promise<void>;
}
let answers: Answers | undefined;

/**
 * Says what a part of a picture is; without one, what the signs mean.
 *
 * @param session of the page: there is one as long as the page is there
 */
export async function sayWhat(session: Session, pressed?: Element): Promise<void> {
  answers ??= mount(PictureAnswers, { target: document.body, props: { session } }) as Answers;
  await (pressed === undefined ? answers.open() : answers.press(pressed));
}
