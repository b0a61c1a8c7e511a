import { appendFileSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { unlessOfDisk } from '../disk-words.js';
import { makeFolder } from '../new-folder.js';

/** So many ids are kept, the latest. */
const most = 500;

/**
 * What went out under the submission ids that a user chose: in `submission-ids/` of the config directory a file for each, which is only
 * added to, so that several processes may use one id at once. It only helps to tell a second try from other work: what cannot be read is
 * as good as none, and what cannot be written ends no submission.
 */
export function sentUnder(configDir: string) {
  const folder = join(configDir, 'submission-ids');
  const fileOf = (id: string) => join(folder, encodeURIComponent(id.toLowerCase()));
  return {
    sentUnder: (id: string): readonly string[] =>
      // a line that a killed process left without an end is none
      (unlessOfDisk(() => readFileSync(fileOf(id), 'utf8')) ?? '').split('\n').slice(0, -1),
    keepSent: (id: string, line: string): void =>
      unlessOfDisk(() => {
        makeFolder(folder, 0o700);
        if (!statSync(fileOf(id), { throwIfNoEntry: false })) forgetOldest(folder);
        appendFileSync(fileOf(id), `${line}\n`, { mode: 0o600 });
      }),
  };
}

function forgetOldest(folder: string): void {
  const names = readdirSync(folder);
  if (names.length < most) return;
  const dated = names.map(
    (name) => [statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0, name] as const,
  );
  for (const [, name] of dated.sort(([a], [b]) => a - b).slice(0, names.length - most + 1))
    rmSync(join(folder, name), { force: true });
}
