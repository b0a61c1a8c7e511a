/**
 * Bundles the client: esbuild splits it into chunks, and the chunks that one command needs are put into one file, so that a command
 * is its file and `start.cjs` to find, read and compile. src/load.ts runs them.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { build, type Metafile, type Plugin, transform } from 'esbuild';
import { globSync } from './glob.js';

/** What nearly every command that asks a service needs: it is in `start.cjs`, though it is imported when it is first asked for. */
const usual = [
  'src/line.ts',
  'src/cli/build.ts',
  'src/cli/execute.ts',
  'src/cli/print.ts',
  'src/host-process.ts',
  'src/output/render.ts',
  'src/output/listing.ts',
  'src/services/auth.ts',
  'src/services/transfer.ts',
  'src/host/network/connections.ts',
  'src/host/network/send.ts',
  'src/host/network/headers.ts',
  'node_modules/ky/distribution/index.js',
];

/** Imported by what nearly every command needs, and used by few: these run, and are read, when they are first asked for something. */
const deferred = [
  'src/auth/loopback.ts',
  'src/auth/login.ts',
  'src/auth/logout.ts',
  'src/auth/sign-in.ts',
  'src/auth/store/keychain.ts',
  'src/host/browser.ts',
  'src/host/lock-file.ts',
  'src/host/search-prompt.ts',
  'src/output/columns.ts',
  'src/output/cut.ts',
  'src/output/formats.ts',
  'src/output/jmespath.ts',
  'src/output/pages.ts',
  'src/output/paint.ts',
  'src/output/people.ts',
  'src/output/screen-table.ts',
  'src/output/screen-text.ts',
  'src/output/unix.ts',
  'src/output/when.ts',
];

/** What all bundles share. Names stay: errors show their class, and esbuild's keepNames would name every closure anew, each time. */
const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'none',
} as const;

/** Loaded from node_modules on first use; what nearly every command needs is bundled. */
const external = [
  '@napi-rs/keyring',
  'inquirer',
  '@inquirer/core',
  'socks',
  'cli-table3',
  'yaml',
  '@jmespath-community/jmespath',
  'ajv',
  'open',
  'uqr',
  'string-width',
];

/** Puts the compiled script of the sandbox's page in the place of what compiles it. */
const pageScript: Plugin = {
  name: 'page-script',
  setup: (build) => {
    build.onLoad({ filter: /[\\/]sandbox[\\/]src[\\/]page[\\/]script\.ts$/ }, async () => {
      const { script } = await import('../sandbox/src/page/script.js');
      return { contents: `export const script = () => ${JSON.stringify(script())};` };
    });
  },
};

/** Puts the world files that come with the sandbox in the place of what reads them. */
const worldFiles: Plugin = {
  name: 'world-files',
  setup: (build) => {
    build.onLoad({ filter: /[\\/]sandbox[\\/]src[\\/]scenario[\\/]shipped\.ts$/ }, async () => {
      const { shippedWorlds } = await import('../sandbox/src/scenario/shipped.js');
      return { contents: `export const shippedWorlds = () => (${JSON.stringify(shippedWorlds())});` };
    });
  },
};

/** Gives ky's files a `globalThis` of ours, so that it makes no Request of Node's; see src/host/network/ky-scope.ts. */
const kyScope: Plugin = {
  name: 'ky-scope',
  setup: (build) => {
    const scope = JSON.stringify(join(process.cwd(), 'src/host/network/ky-scope.ts'));
    build.onLoad({ filter: /[\\/]node_modules[\\/]ky[\\/].*\.js$/ }, ({ path }) => ({
      contents: `import { scope as globalThis } from ${scope};\n${readFileSync(path, 'utf8')}`,
      loader: 'js',
    }));
  },
};

/** The sandbox is a program beside the client, of ES modules: it is started once and runs for long. */
const sandboxApart: Plugin = {
  name: 'sandbox-apart',
  setup: (build) => {
    build.onResolve({ filter: /^globus-sandbox$/ }, () => ({ path: './sandbox/index.js', external: true }));
  },
};

/** The live screens are a file of ES modules, too: ink waits for its layout engine where only those can. */
const screensApart: Plugin = {
  name: 'screens-apart',
  setup: (build) => {
    build.onResolve({ filter: /^\.\/browse\/index\.js$/ }, () => ({ path: './browse/index.js', external: true }));
    // loaded only where DEV says so, and nobody has it
    build.onResolve({ filter: /^react-devtools-core$/ }, () => ({ path: 'none', namespace: 'none' }));
    build.onLoad({ filter: /^none$/, namespace: 'none' }, () => ({ contents: 'export default {}' }));
  },
};

/** Writes everything that runs into dist. */
export async function bundle(): Promise<void> {
  const written = [...(await sandbox()), ...(await screens()), ...(await client())];
  removeStale(written);
}

/** Some packages are CommonJS and require Node's own modules; an ES module has no `require` of its own. */
const withRequire = {
  js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
};

async function sandbox(): Promise<string[]> {
  const { metafile } = await build({
    ...common,
    metafile: true,
    entryPoints: ['sandbox/src/index.ts', 'sandbox/src/transfer/tasks/copier.ts'],
    plugins: [pageScript, worldFiles],
    external,
    outbase: 'sandbox/src',
    outdir: 'dist/sandbox',
    splitting: true,
    format: 'esm',
    chunkNames: 'chunks/[hash]',
    banner: withRequire,
  });
  return Object.keys(metafile.outputs);
}

async function screens(): Promise<string[]> {
  const { metafile } = await build({
    ...common,
    metafile: true,
    entryPoints: ['src/browse/index.ts'],
    plugins: [screensApart],
    outdir: 'dist/browse',
    format: 'esm',
    jsx: 'automatic',
    // react's form for developers is several times as slow, and keeps a record of every drawing
    define: { 'process.env.NODE_ENV': '"production"' },
    banner: withRequire,
  });
  return Object.keys(metafile.outputs);
}

/**
 * Modules of Node's that many files import and few runs use: a run loads them when it first asks one for something. What is
 * written `=require("node:crypto")` is never called or copied itself, only asked for its members.
 */
const laterModules =
  /=(?:require|\(0,[\w$]+\.__require\))\("(node:(?:child_process|crypto|fs\/promises|http|module|net|os|stream|string_decoder|timers\/promises|tty))"\)(?=[,;}\n])/g;

/** What esbuild puts before each file to turn one kind of module into the other: the same each time, so src/load.ts hands it over. */
const prelude =
  /^("use strict";)?var (?:__create=|__defProp=).*?__toCommonJS=mod=>__copyProps\(__defProp\(\{\},"__esModule",\{value:true\}\),mod\);/s;

interface Chunk {
  readonly id: string;
  readonly code: string;
  readonly sources: readonly string[];
  readonly imports: readonly string[];
  readonly entry: string | undefined;
}

async function client(): Promise<string[]> {
  const { outputFiles, metafile } = await build({
    ...common,
    metafile: true,
    write: false,
    entryPoints: ['src/start.ts', ...deferred, ...globSync('src/commands').filter((file) => !/\/_[^/]*$/.test(file))],
    plugins: [kyScope, sandboxApart, screensApart],
    external,
    outbase: 'src',
    outdir: 'dist',
    splitting: true,
    format: 'esm',
    chunkNames: 'chunks/[name]-[hash]',
    define: { 'import.meta.url': '__url' },
  });
  const late = chunksOf(deferred, metafile);
  const chunks = new Map<string, Chunk>();
  for (const { path, text } of outputFiles) {
    const id = idOf(relative(process.cwd(), path));
    chunks.set(id, await chunkOf(id, text, metafile, (imported) => late.has(imported)));
  }
  const entries = new Map([...chunks.values()].flatMap(({ id, entry }) => (entry === undefined ? [] : [[entry, id]])));
  const missing = usual.filter((source) => !entries.has(source));
  if (missing.length) throw new Error(`not imported on demand any more, or gone: ${missing.join(', ')}`);
  const core = closureOf(chunks, ['start', ...usual.map((source) => entries.get(source) ?? '')]);
  const written = [pack('start', core, chunks)];
  for (const { id, entry } of chunks.values()) {
    if ((entry === undefined && !late.has(id)) || core.has(id)) continue;
    const own = [...closureOf(chunks, [id])].filter((each) => !core.has(each));
    written.push(pack(id, new Set(own), chunks));
  }
  const sources = {
    ...Object.fromEntries([...chunks].map(([id, { sources }]) => [id, sources])),
    quick: await quick(written),
  };
  // for test/startup.test.ts, which asks what a run loads; the package goes without
  writeFileSync('dist/chunks.map', JSON.stringify(sources));
  return [...written, 'dist/quick.cjs', 'dist/tab.cjs', 'dist/chunks.map'];
}

/**
 * What bin/globus.js asks first, in one CommonJS file, which knows of which build it is, for the code cache; its sources. And beside it
 * what Tab asks where a login knows more.
 */
async function quick(packs: readonly string[]): Promise<string[]> {
  const hash = createHash('sha256');
  for (const file of packs) hash.update(readFileSync(file));
  const { metafile } = await build({
    ...common,
    metafile: true,
    entryPoints: { quick: 'src/start-quick.ts', tab: 'src/start-tab.ts' },
    outdir: 'dist',
    outExtension: { '.js': '.cjs' },
    format: 'cjs',
    define: { __BUILD__: JSON.stringify(hash.digest('hex').slice(0, 16)) },
  });
  return Object.keys(metafile.outputs['dist/quick.cjs']?.inputs ?? {});
}

/** The chunks that hold these files. esbuild gives them chunks of their own, since they are entry points. */
function chunksOf(sources: readonly string[], { outputs }: Metafile): Set<string> {
  const found = new Set<string>();
  for (const source of sources) {
    const [path] = Object.entries(outputs).find(([, { inputs }]) => source in inputs) ?? [];
    if (path === undefined) throw new Error(`${source} is in no chunk`);
    found.add(idOf(path));
  }
  return found;
}

const idOf = (output: string) => posix.relative('dist', output).replace(/\.js$/, '');

/** A chunk as the body of a function; `Chunk` of src/load.ts is its type. */
async function chunkOf(
  id: string,
  text: string,
  { outputs }: Metafile,
  isDeferred: (id: string) => boolean,
): Promise<Chunk> {
  const output = outputs[`dist/${id}.js`];
  if (!output) throw new Error(`esbuild does not know dist/${id}.js`);
  const at = (specifier: string) => posix.join(posix.dirname(id), specifier).replace(/\.js$/, '');
  // V8 forgets who resolves an import() in code that it takes from a cache: none is left to it
  const lazy = text.replace(/\bimport\("([^"]+)"\)/g, (_, path: string) => {
    if (path.endsWith('/sandbox/index.js')) return '__import(new URL("sandbox/index.js",__url).href)';
    if (path.endsWith('/browse/index.js')) return '__import(new URL("browse/index.js",__url).href)';
    if (path.startsWith('node:')) return `__lazy("${path}")`;
    return path.startsWith('.') ? `__lazy("${at(path)}")` : `__import("${path}")`;
  });
  const left = /\bimport\((?!\))/.exec(lazy);
  if (left) throw new Error(`${id} imports what only runs tell: ${lazy.slice(left.index, left.index + 80)}`);
  const { code } = await transform(lazy, { format: 'cjs', platform: 'node', target: 'node20', minifyWhitespace: true });
  return {
    id,
    code: code
      .replace(prelude, '')
      .replace('module.exports=__toCommonJS(stdin_exports)', 'module.exports=stdin_exports')
      .replace(
        /(=?)\brequire\("(\.[^"]+)"\)/g,
        (_, set: string, path: string) => `${set}${set && isDeferred(at(path)) ? '__later' : '__need'}("${at(path)}")`,
      )
      .replace(laterModules, (_, name: string) => `=__later("${name}")`),
    sources: Object.keys(output.inputs),
    imports: output.imports
      .filter(({ kind, path, external: isOutside }) => kind === 'import-statement' && !isOutside && outputs[path])
      .map(({ path }) => idOf(path))
      .filter((imported) => !isDeferred(imported)),
    entry: output.entryPoint,
  };
}

function closureOf(chunks: ReadonlyMap<string, Chunk>, ids: readonly string[], found = new Set<string>()): Set<string> {
  for (const id of ids) {
    if (found.has(id)) continue;
    found.add(id);
    closureOf(chunks, chunks.get(id)?.imports ?? [], found);
  }
  return found;
}

/** One file that hands over chunks as functions, by name. */
function pack(name: string, ids: ReadonlySet<string>, chunks: ReadonlyMap<string, Chunk>): string {
  const file = join('dist', `${name}.cjs`);
  const parts = [...ids].map(
    (id) =>
      `${JSON.stringify(id)}(exports,module,__need,__lazy,__later,__export,__toESM,__import,require,__url){${chunks.get(id)?.code}}`,
  );
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `({${parts.join(',\n')}})`);
  return file;
}

/** Takes away what earlier builds left, after the new files are there: a running globus never finds dist empty. */
function removeStale(written: readonly string[]): void {
  const kept = new Set(written.map((file) => relative('dist', file)));
  for (const file of readdirSync('dist', { recursive: true, encoding: 'utf8' })) {
    if (/\.(c?js|map)$/.test(file) && !kept.has(file)) rmSync(`dist/${file}`);
  }
}
