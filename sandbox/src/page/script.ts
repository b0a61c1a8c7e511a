import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

let compiled: string | undefined;

/**
 * The page's script, as browsers get it, compiled from client/. In the built program its text stands in the place of this file
 * (tools/generate.ts); run from source, it is compiled when a browser first asks for it.
 */
export function script(): string {
  compiled ??= compile();
  return compiled;
}

function compile(): string {
  const { outputFiles } = buildSync({
    entryPoints: [fileURLToPath(new URL('client/main.ts', import.meta.url))],
    bundle: true,
    format: 'iife',
    target: 'es2022',
    minifyWhitespace: true,
    write: false,
  });
  return outputFiles.map(({ text }) => text).join('');
}
