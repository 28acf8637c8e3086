import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build, type Plugin } from 'vite';
import type { Rendered } from './documents.ts';
import type { CoursePlace } from '../scenarios/lessons.ts';
import type { Lesson } from '../src/scenario/types.ts';
import type { Panel, Pictured } from '../src/session/panels.ts';
import { virtualModule } from './virtual.ts';
import { workFolder } from './workFolder.ts';
import { noThaw } from './thaw.ts';
import { noWorkshop } from './workshop.ts';

/** What the build needs to know of a scenario. */
export type Listed = Lesson & Pictured & { usesSeed?: boolean; typing?: object; sweep?: object };

/** The project's own renderers, run outside a browser. */
export interface Renderers {
  scenarios: readonly Listed[];
  /** Every place of the course, for the pages: plain data. */
  course: readonly CoursePlace[];
  /** `root`: relative address of the site's root, with a slash at its end. */
  renderPage(scenarioId: string, root: string): Promise<Rendered>;
  renderEmbed(scenarioId: string, query?: string, panel?: Panel): Promise<Rendered>;
  /** The pages of words, by their addresses. */
  articles: readonly { id: string }[];
  renderArticle(id: string, root: string): Rendered;
  /** A scenario's page to print: its steps, then the page with a picture for each. */
  printed(scenarioId: string): Promise<{
    steps: readonly { query: string; panel: Panel }[];
    page(pictures: readonly string[], address: string | null): Rendered;
  }>;
}

/** One module that has every renderer; in development it is loaded through Vite's server. */
export const renderersId = 'virtual:renderers';

export function renderersModule(): Plugin {
  return virtualModule(renderersId, () =>
    [
      "export { scenarios } from '/scenarios/all.ts';",
      "export { course } from '/scenarios/lessons.ts';",
      "export { renderPage } from '/src/page/render.ts';",
      "export { renderEmbed } from '/src/embed/render.ts';",
      "export { articles, renderArticle } from '/src/page/course/articles/render.ts';",
      "export { printed } from '/src/page/print/render.ts';",
    ].join('\n'),
  );
}

/** The map of the course where the table of lessons may come with it; see `courseModule`. */
export function courseAsItStands(): Plugin {
  return virtualModule('virtual:course', () => "export { course } from '/scenarios/lessons.ts';");
}

/** Builds the renderers for Node and loads them. */
export async function loadRenderers(root: string): Promise<Renderers> {
  const outDir = workFolder(root, 'render');
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    plugins: [renderersModule(), courseAsItStands(), noWorkshop(), noThaw(), svelte()],
    ssr: { noExternal: true },
    build: {
      outDir,
      ssr: true,
      minify: false,
      copyPublicDir: false,
      rolldownOptions: {
        input: { render: renderersId },
        output: { codeSplitting: false },
        checks: { pluginTimings: false },
      },
    },
  });
  const renderers = (await import(pathToFileURL(join(outDir, 'render.js')).href)) as Renderers;
  // Everything is loaded by now, what is imported later included: it is one file.
  rmSync(outDir, { recursive: true });
  return renderers;
}
