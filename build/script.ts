import { build, type Rolldown } from 'vite';

/**
 * A script and all that it imports, as a classic one.
 *
 * @param external what stays an import
 */
export async function classicScript(
  root: string,
  input: string,
  external: (source: string) => boolean = () => false,
): Promise<string> {
  const built = (await build({
    root,
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      copyPublicDir: false,
      rolldownOptions: {
        input,
        output: { format: 'iife', codeSplitting: false },
        checks: { pluginTimings: false },
        external,
      },
    },
  })) as Rolldown.RolldownOutput;
  return built.output[0].code;
}
