import { render } from 'svelte/server';
import { course, loaders } from '../../scenarios/lessons';
import { loadScenario } from '../session/loadScenario';
import Reroll from '../session/components/Reroll.svelte';
import CourseWords from './course/CourseWords.svelte';
import FrontDoor from './course/FrontDoor.svelte';
import TypeIn from './lesson/TypeIn.svelte';
import Document from './shell/Document.svelte';
import FootWords from './shell/FootWords.svelte';
import type { Layout } from './shell/layout.svelte';
import { timelineOf } from './lesson/timelines/timelines';

/** Puts a phone's page in place of the wide one, before the first paint. Its windows are those of `layoutFor`. */
const CHOOSE = `<script>
(function () {
  var phone = document.getElementById('ahead-phone');
  var isNarrow = matchMedia('not all and (min-width: 38em)').matches;
  if (isNarrow) phone.parentNode.replaceChildren(phone.content);
  else phone.remove();
})();
</script>`;

/**
 * A scenario's page as it opens, for the file that the build writes: needs no script to be seen.
 *
 * @param root relative address of the site's root from that file, with a slash at its end.
 * @throws Error when there is no such scenario.
 */
export async function renderPage(
  scenarioId: string,
  root = '../',
): Promise<{ head: string; body: string }> {
  const opened = await loadScenario(loaders, scenarioId);
  const TimelineOf = await timelineOf(opened.scenario);
  const page = {
    ...opened,
    TimelineOf,
    Reroll: opened.scenario.usesSeed ? Reroll : null,
    TypeIn: opened.scenario.typing ? TypeIn : null,
    course,
    query: '',
    root,
  };
  const words = { CourseWords, FootWords, ...(root === './' && { FrontDoor }) };
  const ahead = (layout: Layout): { head: string; body: string } =>
    render(Document, { props: { page: { ...page, ahead: { ...words, layout } } } });
  const { head, body } = ahead('wide');
  return {
    head,
    body: `${body}<template id="ahead-phone">${ahead('phone').body}</template>${CHOOSE}`,
  };
}
