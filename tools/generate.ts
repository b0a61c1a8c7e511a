/** Builds dist: the manifest, the bundle; and the committed pages: man, docs/commands, docs/operations. `npm run build`. */
import { writeFileSync } from 'node:fs';
import { bundle } from './bundle.js';
import { writeManifest } from './manifest.js';
import { operationsPage, readOperations } from './operations.js';
import { writePages } from './pages.js';

// --manifest: the command tree alone (tests in process); --program: bundle and manifest, no pages (tests of the built program)
const manifestOnly = process.argv.includes('--manifest');
const programOnly = process.argv.includes('--program');

if (!manifestOnly) await bundle();
const commands = await writeManifest('dist/manifest');
if (!manifestOnly && !programOnly) {
  writePages(commands);
  writeFileSync('docs/operations.md', operationsPage(readOperations(process.cwd())));
}
