import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withAttribute, type Rendered } from './documents.ts';
import { withPolicy } from './policy.ts';

/** What the pages of words look like: the palette and the marks of the pictures, and their own. */
const styles = [
  'src/stage/theme.css',
  'src/stage/marks.css',
  'src/stage/kit/sockets.css',
  'src/page/nouns.css',
  'src/page/course/articles/article.css',
];

/**
 * The HTML of a page of words, from the head of the site's own pages: its theme comes before the first
 * paint, its styles are inside, and it loads nothing.
 */
export function articlePage(projectRoot: string, { head, body }: Rendered): string {
  const read = (path: string): string => readFileSync(join(projectRoot, path), 'utf8');
  const style = styles.map((path) => withoutComments(read(path))).join('');
  const html = read('index.html')
    .replace(/<html\b[^>]*>/, (tag) => withAttribute(tag, 'data-state', 'ready'))
    .replace(/\s*<script type="module"[^>]*><\/script>/, '')
    .replace('<!--head-->', () => `${head}<style>${style}</style>`)
    .replace('<!--body-->', () => body);
  return withPolicy(html);
}

function withoutComments(css: string): string {
  return css.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\s*\n\s*/g, '\n');
}
