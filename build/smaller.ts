import { minify } from '@swc/core';
import type { Plugin } from 'vite';

/**
 * Minifies each chunk once more. The bundler's minifier looks at each function once; three passes over what it leaves
 * save one byte in a hundred, and take a second for a file.
 */
export function smallerChunks(): Plugin {
  // Functions that never look at `this` become arrows, and symbols lose the descriptions that nobody reads.
  const compress = {
    passes: 3,
    toplevel: true,
    ecma: 2022,
    unsafe_arrows: true,
    unsafe_methods: true,
    unsafe_symbols: true,
  } as const;
  return {
    name: 'reactor-smaller',
    apply: 'build',
    generateBundle: {
      order: 'post',
      async handler(_, bundle) {
        for (const file of Object.values(bundle)) {
          if (file.type !== 'chunk') continue;
          const options = { module: true, compress, mangle: { toplevel: true } };
          file.code = (await minify(file.code, options)).code;
        }
      },
    },
  };
}
