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

const indexFile = join(root, 'scenarios', 'index.ts');
const index = readFileSync(indexFile, 'utf8');
const end = index.lastIndexOf('\n};');
if (end < 0) refuse('scenarios/index.ts: found no list to add the scenario to');

/** Ids and titles that the course has planned, in teaching order. */
const planned = [
  ...readFileSync(join(root, 'src', 'page', 'course', 'course.ts'), 'utf8').matchAll(
    /\{ id: '([^']+)', title: '([^']+)' \}/g,
  ),
].map(([, plannedId, title]) => ({ id: plannedId, title }));
const place = planned.findIndex((one) => one.id === id) + 1;
const words = id.replaceAll('-', ' ');
const title = planned[place - 1]?.title ?? `${words[0]?.toUpperCase()}${words.slice(1)}`;

/** The last place of each chapter. */
const chapterEnds = [4, 7, 10, 12, 17];
const chapter = place === 0 ? 1 : chapterEnds.filter((last) => last < place).length + 1;

const templates = join(root, 'scripts', 'newScenario');
mkdirSync(folder);
for (const name of readdirSync(templates)) {
  const text = readFileSync(join(templates, name), 'utf8')
    .replaceAll('__ID__', id)
    .replaceAll('__CHAPTER__', String(chapter))
    .replaceAll('__PLACE__', String(place === 0 ? planned.length + 1 : place))
    .replaceAll('__TITLE__', `'${title}'`);
  writeFileSync(join(folder, name.replace(/\.txt$/, '')), text);
}

writeFileSync(indexFile, withLine(index));
console.log(`scenarios/${id} is made and listed: npm start, then http://localhost:5173/${id}/`);
console.log('Change it step by step; CONTRIBUTING.md says what each file is for.');
console.log('Its recordings by real Twisted: npm run verify:twisted -- --update');

/**
 * The list with the new scenario in its place of the course, or at the end.
 * @param {string} text
 */
function withLine(text) {
  const key = id?.includes('-') ? `'${id}'` : id;
  const line = `  ${key}: () => import('./${id}/scenario'),\n`;
  if (place > 0) {
    const later = planned.slice(place).map((one) => one.id);
    for (const match of text.matchAll(/^ {2}'?([a-z][a-z0-9-]*)'?: \(\) => .*$/gm)) {
      if (later.includes(match[1] ?? '')) {
        return text.slice(0, match.index) + line + text.slice(match.index);
      }
    }
  }
  return `${text.slice(0, end + 1)}${line}${text.slice(end + 1)}`;
}
