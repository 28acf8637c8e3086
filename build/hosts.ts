import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Rollup } from 'vite';

/** What a page that has embeds may load: its address below the site, and what it is made of. */
const scripts = [
  { file: 'embed.js', entry: 'src/host/embed.ts', format: 'iife' },
  { file: 'inside-the-reactor.js', entry: 'src/host/component.ts', format: 'iife' },
  { file: 'inside-the-reactor.esm.js', entry: 'src/host/module.ts', format: 'es' },
] as const;

/** Writes the host helper, the web component with its types, and the Slidev component. */
export async function writeHosts(
  root: string,
  write: (path: string, text: string) => void,
): Promise<void> {
  for (const { file, entry, format } of scripts) {
    write(file, await script(root, entry, format));
  }
  const types = readFileSync(join(root, 'src/host/inside-the-reactor.d.ts'), 'utf8');
  write('inside-the-reactor.d.ts', types);
  write('inside-the-reactor.esm.d.ts', "export * from './inside-the-reactor.js';\n");
  write(
    'hosts/InsideTheReactor.vue',
    readFileSync(join(root, 'examples/slidev/components/InsideTheReactor.vue'), 'utf8'),
  );
}

/** One script with all that it imports in it. */
async function script(root: string, entry: string, format: 'iife' | 'es'): Promise<string> {
  const built = await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      write: false,
      target: 'es2022',
      // An author may be held up by a line of 10,000 characters; a browser is not.
      minify: true,
      lib: { entry: join(root, entry), formats: [format], name: 'insideTheReactor' },
    },
  });
  const [{ output }] = built as [Rollup.RollupOutput];
  return output[0].code;
}
