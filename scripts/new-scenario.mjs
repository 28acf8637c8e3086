// npm run new-scenario -- <id>: makes the folder of a small working scenario and lists it.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup.mjs';

/** Addresses of the site that are no scenarios. */
const TAKEN = ['assets', 'embed', 'glossary', 'in-your-own-server', 'what-the-post-said'];

/**
 * @param {string} problem
 * @returns {never}
 */
function refuse(problem) {
  console.error(`new-scenario: ${problem}`);
  process.exit(2);
}

const [id, ...more] = process.argv.slice(2);
if (id === undefined) refuse('no id given; write: npm run new-scenario -- <id>');
if (more.length > 0) refuse(`${more.join(' ')}: one id is allowed`);
if (id.length > 40 || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) {
  refuse(`id: found ${JSON.stringify(id)}; allowed: up to 40 small letters, digits and hyphens`);
}
if (TAKEN.includes(id)) refuse(`id: found "${id}", which is another page's address`);

const folder = join(root, 'scenarios', id);
if (existsSync(folder)) refuse(`id: found "${id}", but scenarios/${id} exists already`);

const tableFile = join(root, 'scenarios', 'lessons.ts');
const table = withLesson(readFileSync(tableFile, 'utf8'));

const templates = join(root, 'scripts', 'newScenario');
mkdirSync(folder);
for (const name of readdirSync(templates)) {
  const text = readFileSync(join(templates, name), 'utf8').replaceAll('__ID__', id);
  writeFileSync(join(folder, name.replace(/\.txt$/, '')), text);
}

writeFileSync(tableFile, table);
console.log(`scenarios/${id} is made and listed: npm start, then http://localhost:5173/${id}/`);
console.log('Change it step by step; CONTRIBUTING.md says what each file is for.');
console.log('Its recordings by real Twisted: npm run verify:twisted -- --update');

/**
 * The table of lessons with this one at its end, in the last chapter.
 * @param {string} text
 */
function withLesson(text) {
  const end = text.indexOf('\n];\n') + 1;
  const last = text
    .slice(0, end)
    .match(/chapter: \d+/g)
    ?.at(-1);
  if (last === undefined) return refuse('scenarios/lessons.ts: found no table of lessons');
  const lesson = `  {
    id: '${id}',
    ${last},
    title: '${titleOf(id ?? '')}',
    question: 'How long does A wait?',
    load: () => import('./${id}/scenario'),
    aside: () => import('./${id}/aside'),
  },`;
  return `${text.slice(0, end)}${lesson}\n${text.slice(end)}`;
}

/** @param {string} name `small-try` */
function titleOf(name) {
  return `${name[0]?.toUpperCase()}${name.slice(1).replaceAll('-', ' ')}`;
}
