import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';

/** Before any test: a manifest as new as the command modules (`npm test` has built one already). */
export default function setup(): void {
  const tree = 'dist/manifest/tree.json';
  const newest = (folder: string): number =>
    Math.max(
      ...readdirSync(folder, { recursive: true, withFileTypes: true }).map(
        (entry) => statSync(`${entry.parentPath}/${entry.name}`).mtimeMs,
      ),
    );
  if (existsSync(tree) && statSync(tree).mtimeMs >= Math.max(newest('src/commands'), newest('src/command'))) return;
  execFileSync('npx', ['tsx', 'tools/generate.ts', '--manifest'], { stdio: 'inherit' });
}
