/** Builds dist: the manifest, the bundle; and the committed pages: man, docs/commands. `npm run build`. */
import { rmSync } from 'node:fs';
import { build } from 'esbuild';
import { globSync } from './glob.js';
import { writeManifest } from './manifest.js';
import { writePages } from './pages.js';

const manifestOnly = process.argv.includes('--manifest');

async function bundle(): Promise<void> {
  rmSync('dist', { recursive: true, force: true });
  await build({
    entryPoints: [
      'src/start.ts',
      ...globSync('src/commands').filter((file) => !/\/_[^/]*$/.test(file)),
      ...(await import('node:fs')).existsSync('src/sandbox/serve.ts') ? ['src/sandbox/serve.ts'] : [],
    ],
    outbase: 'src',
    outdir: 'dist',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    minify: true,
    keepNames: true,
    legalComments: 'none',
    sourcemap: 'linked',
    sourcesContent: false,
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    chunkNames: 'chunks/[hash]',
    // bundled: what nearly every command needs. The rest loads from node_modules on first use.
    external: ['@napi-rs/keyring', 'inquirer', 'undici', 'cli-table3', 'yaml', '@jmespath-community/jmespath', 'proper-lockfile', 'node-forge', 'minisearch', 'jose', 'ajv', 'ajv-formats', 'qrcode-terminal'],
  });
}

if (!manifestOnly) await bundle();
const commands = await writeManifest('dist/manifest');
if (!manifestOnly) writePages(commands);
