import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { ApiError } from '../http/api-error.js';
import { WorldFileError, type Path, type Problem } from '../scenario/world-file.js';
import { readPlainFile } from '../state/plain-file.js';
import type { World } from '../world.js';
import { readRecord, RecordError } from './format.js';
import { worldOf } from './world-of-record.js';

/** What became of a record: how many things of each kind there are now, and what is left out, with the reason. */
export interface ImportedRecord {
  readonly made: Readonly<Record<string, number>>;
  readonly left_out: readonly string[];
}

/** So often things that the services refuse are left out, before it is given up. */
const mostTries = 200;

/** Replaces the world by one made of what a record tells; 400, with the world as it was, where that cannot be. */
export async function importRecord(world: World, file: string): Promise<ImportedRecord> {
  const { form, left } = worldOf(recordIn(file));
  const things = form as unknown as Record<string, unknown>;
  for (let tries = 0; ; tries += 1) {
    const source = { name: basename(file), text: JSON.stringify(form) };
    const dir = mkdtempSync(join(tmpdir(), 'globus-record-'));
    try {
      await world.tryOut(source, dir);
      await world.reset(source);
      const lists = Object.entries(things).flatMap(([kind, list]) =>
        Array.isArray(list) ? [[kind, list.length]] : [],
      );
      return { made: Object.fromEntries(lists) as Record<string, number>, left_out: left };
    } catch (error) {
      if (!(error instanceof WorldFileError) || tries >= mostTries) throw error;
      if (!leaveOut(things, error.places, left)) throw new ApiError(400, 'BadRequest', error.message);
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  }
}

function recordIn(file: string) {
  try {
    return readRecord(readPlainFile(file));
  } catch (error) {
    const why = error instanceof RecordError ? error.message : (error as Error).message;
    throw new ApiError(400, 'BadRequest', `cannot read ${file}: ${why}`);
  }
}

/** Takes the things out that something is wrong with, and says so; whether there were any. */
function leaveOut(things: Record<string, unknown>, places: readonly Problem[], left: string[]): boolean {
  const wrong = new Map<unknown[], Map<number, string>>();
  for (const { path, message } of places) {
    const found = holderOf(things, path);
    if (!found) continue;
    const [list, index] = found;
    const those = wrong.get(list) ?? new Map<number, string>();
    wrong.set(list, those.set(index, message));
  }
  for (const [list, those] of wrong)
    for (const [index, message] of [...those].sort(([a], [b]) => b - a)) {
      const [thing] = list.splice(index, 1) as [Record<string, unknown>];
      const name = ['username', 'name', 'title', 'subject', 'id'].map((key) => thing[key]).find(Boolean);
      // what a writer of world files could do about it is no help here
      left.push(`${String(name)}: ${message.replace(/;.*/s, '')}`);
    }
  return wrong.size > 0;
}

/** The innermost list of things on the way to a place, and which of them it is. */
function holderOf(things: unknown, path: Path): [unknown[], number] | undefined {
  let found: [unknown[], number] | undefined;
  let at: unknown = things;
  for (const key of path) {
    if (Array.isArray(at) && typeof key === 'number' && typeof at[key] === 'object') found = [at, key];
    at = (at as Record<string | number, unknown> | undefined)?.[key];
  }
  return found;
}
