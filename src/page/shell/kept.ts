import type { Attachment } from 'svelte/attachments';
import type CourseWords from '../course/CourseWords.svelte';
import type FrontDoor from '../course/FrontDoor.svelte';
import type FootWords from './FootWords.svelte';
import type { Layout } from './layout.svelte';

/**
 * What a page shows that is words and links and never changes. It is rendered ahead only: the script keeps the elements,
 * and carries neither the components nor the words.
 */
export interface Ahead {
  CourseWords: typeof CourseWords;
  FootWords: typeof FootWords;
  /** Stands below the picture on the site's first page. */
  FrontDoor?: typeof FrontDoor;
  /** For the windows that are laid out so. */
  layout: Layout;
}

/** The same as elements of the document, null where it has none. */
export interface Kept {
  courseWords: HTMLElement | null;
  footWords: HTMLElement | null;
  frontDoor: HTMLElement | null;
}

/** What of a page that was rendered ahead is kept when the script draws the page anew. */
export function keptOf(page: HTMLElement): Kept {
  return {
    courseWords: page.querySelector('.course-words'),
    footWords: page.querySelector('.foot-words'),
    frontDoor: page.querySelector('.front-door'),
  };
}

/** Puts an element that was kept into its place. */
export function keep(element: HTMLElement): Attachment<HTMLElement> {
  return (place) => place.append(element);
}
