import { join } from 'node:path';
import type { Plugin } from 'vite';
import type { CoursePlace } from '../scenarios/lessons.ts';
import { courseAsItStands, type Listed, type Renderers } from './render.ts';
import { importPicture, importScenario, virtualModule } from './virtual.ts';

const shownId = 'virtual:shown';
const shownInFull = `\0${shownId}`;
const pagePrefix = '\0virtual:page/';

const timelines: Readonly<Record<string, string>> = {
  lanes: 'Lanes',
  moments: 'Moments',
  logarithmic: 'Moments',
};

/** One scenario, its picture and its timeline: no other comes with them. */
function shownAlone(scenario: Listed, course: readonly CoursePlace[]): string {
  const below = timelines[scenario.timeline];
  return [
    importScenario(scenario),
    importPicture(scenario),
    below === undefined
      ? 'const TimelineOf = null;'
      : `import TimelineOf from '/src/page/lesson/timelines/${below}.svelte';`,
    `const course = ${JSON.stringify(course.map(onTheWay))};`,
    scenario.usesSeed
      ? "import Reroll from '/src/session/components/Reroll.svelte';"
      : 'const Reroll = null;',
    scenario.typing
      ? "import TypeIn from '/src/page/lesson/TypeIn.svelte';"
      : 'const TypeIn = null;',
    'export const shown = { scenario, Picture, TimelineOf, Reroll, TypeIn, course };',
  ].join('\n');
}

/** What a page's own script asks of the course: the way through it. The map with its questions is rendered ahead. */
function onTheWay(place: CoursePlace): Partial<CoursePlace> {
  const { id, chapter, title, place: number } = place;
  return { id, chapter, title, place: number };
}

/** The pages of a build, by the scenario's id. */
export interface Pages {
  /** The modules in which they start: known when the build has started. */
  readonly entries: Map<string, string>;
  /** The files in which they start, but for that of the landing page, which the template names: known at its end. */
  readonly files: Map<string, string>;
}

/**
 * Builds all pages at once, so that what several of them use can be in files that they share (`chunks.ts`).
 *
 * @param landing the scenario that `src/page/main.ts`, and so the template, shows.
 * @param known all scenarios that exist (those that are wanted get a page), and the course.
 */
export function pagesInBuild(
  { entries, files }: Pages,
  landing: string,
  isWanted: (id: string) => boolean,
  known: () => Promise<Pick<Renderers, 'scenarios' | 'course'>>,
): Plugin {
  let root: string;
  const shown = async (id: string): Promise<string> => {
    const { scenarios, course } = await known();
    return shownAlone(
      scenarios.find((scenario) => scenario.id === id)!,
      course,
    );
  };
  return {
    name: 'reactor-pages',
    apply: 'build',
    configResolved(config) {
      root = config.root;
    },
    async buildStart() {
      entries.set(landing, join(root, 'src/page/main.ts'));
      for (const { id } of (await known()).scenarios) {
        if (id === landing || !isWanted(id)) continue;
        entries.set(id, pagePrefix + id);
        this.emitFile({ type: 'chunk', id: pagePrefix + id, name: id });
      }
    },
    resolveId(id) {
      if (id === shownId) return shownInFull;
      return id.startsWith(pagePrefix) ? id : undefined;
    },
    async load(id) {
      if (id === shownInFull) return shown(landing);
      if (!id.startsWith(pagePrefix)) return undefined;
      const alone = await shown(id.slice(pagePrefix.length));
      return `import { start } from '/src/page/start.ts';\n${alone}\nvoid start(shown);\n`;
    },
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'chunk' || !file.facadeModuleId?.startsWith(pagePrefix)) continue;
        files.set(file.facadeModuleId.slice(pagePrefix.length), file.fileName);
      }
    },
  };
}

/** The map of the course with its questions, for what searches it: plain data, which no scenario comes with. */
export function courseModule(known: () => Promise<Pick<Renderers, 'course'>>): Plugin[] {
  const built = virtualModule(
    'virtual:course',
    async () => `export const course = ${JSON.stringify((await known()).course)};`,
  );
  return [
    { ...built, apply: 'build' },
    { ...courseAsItStands(), apply: 'serve' },
  ];
}

/** In development one module serves every page: it loads what the document names. */
export function shownInDevelopment(): Plugin {
  const plugin = virtualModule(shownId, () =>
    [
      "import { course, loaders } from '/scenarios/lessons.ts';",
      "import { loadScenario } from '/src/session/loadScenario.ts';",
      "import { timelineOf } from '/src/page/lesson/timelines/timelines.ts';",
      'const opened = await loadScenario(loaders, document.documentElement.dataset.scenario);',
      'const TimelineOf = await timelineOf(opened.scenario);',
      "import Reroll from '/src/session/components/Reroll.svelte';",
      "import TypeIn from '/src/page/lesson/TypeIn.svelte';",
      'const { usesSeed, typing } = opened.scenario;',
      'const controls = { Reroll: usesSeed ? Reroll : null, TypeIn: typing ? TypeIn : null };',
      'export const shown = { ...opened, ...controls, TimelineOf, course };',
    ].join('\n'),
  );
  return { ...plugin, apply: 'serve' };
}
