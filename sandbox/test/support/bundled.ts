import { build } from 'esbuild';
import { join } from 'node:path';
import { temporaryFolder } from '../signed-in.js';

/** A program of the tests as one file, which starts several times as fast as its source; without the script of the page. */
export async function bundled(entry: string): Promise<string> {
  const outfile = join(temporaryFolder(), 'program.mjs');
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    // What stands in CommonJS asks for the modules of Node.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    plugins: [
      {
        name: 'no script',
        setup: (plugin) => {
          plugin.onLoad({ filter: /page[\\/]script\.ts$/ }, () => ({ contents: "export const script = () => '';" }));
        },
      },
    ],
  });
  return outfile;
}
