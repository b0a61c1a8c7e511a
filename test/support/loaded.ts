import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bin, dist, type Ran, runBuilt } from './built.js';
import { temporaryFolder } from './globus.js';

export interface Loaded extends Ran {
  /** What ran, as source files and files of packages. */
  readonly sources: readonly string[];
  /** The files of the program that were read. */
  readonly files: readonly string[];
  /** Modules of Node's that were loaded for it, beyond those of an empty script. */
  readonly builtins: readonly string[];
}

interface Log {
  readonly files: readonly string[];
  readonly read: readonly string[];
  readonly chunks: readonly string[];
  readonly builtins: readonly string[];
}

/** Runs the built program and says what it loaded. */
export async function loaded(argv: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Loaded> {
  const folder = temporaryFolder();
  const [log, imported, hook] = [join(folder, 'loaded'), join(folder, 'imported'), join(folder, 'hook.cjs')];
  writeFileSync(imported, '');
  writeFileSync(
    hook,
    `const before = new Set(process.moduleLoadList);
     const { appendFileSync, writeFileSync } = require('node:fs');
     process.on('exit', () => {
       const { cache } = require;
       const program = cache[${JSON.stringify(bin)}]?.exports;
       writeFileSync(${JSON.stringify(log)}, JSON.stringify({
         files: Object.keys(cache),
         read: program?.read?.() ?? [],
         chunks: program?.ran?.() ?? [],
         builtins: process.moduleLoadList.filter((name) => !before.has(name)),
       }));
     });
     // packages that are ES modules come this way
     require('node:module').register('data:text/javascript,' + encodeURIComponent(\`
       import { appendFileSync } from 'node:fs';
       export async function load(url, context, next) { appendFileSync(${JSON.stringify(imported)}, url + String.fromCharCode(10)); return next(url, context); }
     \`));`,
  );
  const ran = await runBuilt(argv, { nodeArgs: ['--require', hook], env });
  const { files, read, chunks, builtins } = JSON.parse(readFileSync(log, 'utf8')) as Log;
  const urls = readFileSync(imported, 'utf8').split('\n');
  const paths = [...files, ...urls.filter((url) => url.startsWith('file:')).map((url) => fileURLToPath(url))];
  const root = join(dist, '..');
  const parts = JSON.parse(readFileSync(join(dist, 'chunks.map'), 'utf8')) as Record<string, readonly string[]>;
  const partsOf = (chunk: string) => {
    const found = parts[chunk];
    if (!found) throw new Error(`dist/chunks.map does not know ${chunk}`);
    return found;
  };
  const sources = paths
    .filter((path) => path !== hook)
    .flatMap((path) => (path === join(dist, 'quick.cjs') ? partsOf('quick') : [relative(root, path)]));
  const own = [...files.filter((path) => path === bin || path.startsWith(dist)), ...read];
  return {
    ...ran,
    builtins,
    files: own.map((path) => relative(root, path)),
    sources: [...new Set([...sources, ...chunks.flatMap(partsOf)])],
  };
}
