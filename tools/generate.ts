/** Builds dist: the manifest, the bundle; and the committed pages: man, docs/commands, docs/operations. `npm run build`. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { globSync } from './glob.js';
import { writeManifest } from './manifest.js';
import { operationsPage, readOperations } from './operations.js';
import { writePages } from './pages.js';

// --manifest: the command tree alone (tests in process); --program: bundle and manifest, no pages (tests of the built program)
const manifestOnly = process.argv.includes('--manifest');
const programOnly = process.argv.includes('--program');

/** What both bundles share. Names stay: errors show their class, and esbuild's keepNames would name every closure anew, each time. */
const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  minifyWhitespace: true,
  minifySyntax: true,
  // for test/startup.test.ts, which asks what a run loads; the package goes without them
  sourcemap: 'external',
  sourcesContent: false,
} as const;

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

async function bundle(): Promise<void> {
  const { metafile } = await build({
    ...common,
    metafile: true,
    entryPoints: [
      'src/start.ts',
      ...globSync('src/commands').filter((file) => !/\/_[^/]*$/.test(file)),
      { in: 'sandbox/src/transfer/tasks/copier.ts', out: 'sandbox/transfer/tasks/copier' },
    ],
    plugins: [pageScript, kyScope],
    outbase: 'src',
    outdir: 'dist',
    splitting: true,
    format: 'esm',
    legalComments: 'none',
    chunkNames: 'chunks/[hash]',
    // commander is CommonJS and requires Node's own modules; an ES module has no `require` of its own
    banner: {
      js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
    },
    // bundled: what nearly every command needs. The rest loads from node_modules on first use.
    external: [
      '@napi-rs/keyring',
      'inquirer',
      'socks',
      'cli-table3',
      'yaml',
      '@jmespath-community/jmespath',
      'ajv',
      'open',
      'uqr',
      'string-width',
    ],
  });
  removeStale(Object.keys(metafile.outputs));
  // what bin/globus.js asks first, in one CommonJS file
  await build({
    ...common,
    entryPoints: { quick: 'src/start-quick.ts' },
    outdir: 'dist',
    outExtension: { '.js': '.cjs' },
    format: 'cjs',
  });
}

/** Takes away what earlier builds left, after the new files are there: a running globus never finds dist empty. */
function removeStale(built: readonly string[]): void {
  const kept = new Set(built.map((file) => relative('dist', file)));
  for (const file of readdirSync('dist', { recursive: true, encoding: 'utf8' })) {
    if (/\.js(\.map)?$/.test(file) && !kept.has(file)) rmSync(`dist/${file}`);
  }
}

if (!manifestOnly) await bundle();
const commands = await writeManifest('dist/manifest');
if (!manifestOnly && !programOnly) {
  writePages(commands);
  writeFileSync('docs/operations.md', operationsPage(readOperations(process.cwd())));
}
