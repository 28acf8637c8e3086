import type { Plugin } from 'vite';
import type { Listed } from './render.ts';

/** A module that is in no file: what imports `id` gets `code`. */
export function virtualModule(id: string, code: () => string | Promise<string>): Plugin {
  const resolved = `\0${id}`;
  return {
    name: `reactor-${id}`,
    resolveId: (wanted) => (wanted === id ? resolved : undefined),
    load: (wanted) => (wanted === resolved ? code() : undefined),
  };
}

/** The lines that import a scenario and give it its lesson: the table of all lessons stays where it is. */
export function importScenario({ id, chapter, place, title, question }: Listed): string {
  const lesson = { id, chapter, place, title, question };
  return [
    `import { scenario as content } from '/scenarios/${id}/scenario.ts';`,
    `const scenario = { ...content, ...${JSON.stringify(lesson)} };`,
  ].join('\n');
}

/** The line that imports the component of a scenario's picture. */
export function importPicture({ picture: { name } }: Listed): string {
  const file = `${name[0]!.toUpperCase()}${name.slice(1)}Picture.svelte`;
  return `import Picture from '/src/stage/pictures/${name}/${file}';`;
}
