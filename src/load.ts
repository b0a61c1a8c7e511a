import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Script } from 'node:vm';
import { readFileSync } from 'node:fs';
import { type CodeCache, openCodeCache } from './code-cache.js';

type Need = (id: string) => unknown;
type Chunk = (
  exports: object,
  module: { exports: object },
  need: Need,
  lazy: (id: string) => Promise<unknown>,
  later: (name: string) => object,
  __export: typeof share,
  __toESM: typeof whole,
  bring: (name: string) => Promise<unknown>,
  require: NodeJS.Require,
  url: string,
) => void;

/** Gives a chunk its exports: their values are read when they are asked for. */
function share(exports: object, all: Readonly<Record<string, () => unknown>>): void {
  for (const name in all) Object.defineProperty(exports, name, { get: all[name], enumerable: true });
}

/** A CommonJS module as an ES module sees it. */
const whole = (module: object): object => ({ ...module, default: module });

export interface Program {
  /** What a chunk exports; its file is read when it is not there yet. */
  readonly need: Need;
  /** The files that were read, and the names of the chunks that ran. */
  readonly read: () => readonly string[];
  readonly ran: () => readonly string[];
  /** Keeps what was compiled, for the next run. */
  readonly keep: () => void;
}

/**
 * Runs what tools/bundle.ts made: files of chunks, each a function that is called when it is first needed. A file is one script to
 * V8, so what was compiled of it is kept in one file, too.
 */
export function loadProgram(dist: string, build: string, env: Readonly<Record<string, string | undefined>>): Program {
  const chunks: Record<string, Chunk> = {};
  const modules = new Map<string, { exports: object }>();
  const files: {
    readonly filename: string;
    readonly script: Script;
    readonly cache: CodeCache;
    readonly ids: readonly string[];
  }[] = [];

  const read = (name: string): void => {
    const filename = `${dist}/${name}.cjs`;
    // the build writes nothing but ASCII
    const source = readFileSync(filename, 'latin1');
    const cache = openCodeCache(env, `${build}-${name.replaceAll('/', '.')}`);
    const script = new Script(source, {
      filename,
      ...(cache.data && { cachedData: cache.data }),
    });
    if (script.cachedDataRejected) cache.reject();
    const found = script.runInThisContext() as Record<string, Chunk>;
    for (const id of Object.keys(found)) chunks[id] ??= found[id] as Chunk;
    files.push({ filename, script, cache, ids: Object.keys(found) });
  };

  const url = pathToFileURL(`${dist}/start.cjs`).href;
  const require = createRequire(url);
  const need: Need = (id) => {
    const known = modules.get(id);
    if (known) return known.exports;
    if (!chunks[id]) read(id);
    const module = { exports: {} };
    modules.set(id, module);
    (chunks[id] as Chunk)(module.exports, module, need, lazy, later, share, whole, bring, require, url);
    return module.exports;
  };
  const lazy = (id: string): Promise<unknown> => Promise.resolve().then(() => asked(id));
  /** A package, or the sandbox: this file is one that Node loaded itself, so it may import. */
  const bring = (name: string): Promise<unknown> => import(name);
  /** A chunk, or a module of Node's, that runs when it is first asked for something. */
  const asked = (name: string) =>
    (name.startsWith('node:') ? require(name) : need(name)) as Record<string | symbol, unknown>;
  const later = (name: string): object =>
    new Proxy({}, { get: (_, member) => asked(name)[member], has: (_, member) => member in asked(name) });

  read('start');
  return {
    need,
    read: () => files.map(({ filename }) => filename),
    ran: () => [...modules.keys()],
    keep: () => {
      for (const { script, cache, ids } of files)
        cache.keep(
          ids.filter((id) => modules.has(id)),
          () => script.createCachedData(),
        );
    },
  };
}
