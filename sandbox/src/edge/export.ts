import { existsSync, lstatSync, readdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { makeFolder } from '../state/new-folder.js';
import { parseJson, stringifyJson } from '../exact-json.js';
import { ApiError } from '../http/api-error.js';
import { isObject } from '../http/body.js';
import { requireOwn, type World } from '../world.js';
import { copyFolder } from '../state/copy-folder.js';
import { readPlainFile } from '../state/plain-file.js';
import { type Tables, worldFolders } from '../state/replacement.js';
import { faultOfTables } from './sound-tables.js';

/**
 * Copies the world into a folder: `world.json` last, so that an export which was broken off is none. Folders outside the
 * sandbox are named in it, not copied. 409 unless the folder is empty or not there: nothing of another takes part in an export, or is
 * overwritten by it.
 */
export function exportWorld(world: World, folder: string): Promise<void> {
  return world.whilePaused(() => {
    if (existsSync(join(folder, 'world.json')))
      throw new ApiError(409, 'Conflict', `${folder} already holds an export`);
    try {
      if (existsSync(folder) && readdirSync(folder).length > 0 && !isBrokenOff(folder))
        throw new ApiError(
          409,
          'Conflict',
          `${folder} is not empty; name an empty folder, or one that is not there yet`,
        );
      if (isWithin(folder, world.options.dir))
        throw new ApiError(409, 'Conflict', `${folder} is in the folder of the sandbox itself; name another`);
      if (existsSync(folder)) requireOwn(folder);
      for (const name of parts) rmSync(join(folder, name), { recursive: true, force: true });
      makeFolder(folder);
      const draft = join(folder, draftName);
      // until it is whole, it says whose the rest is
      writeFileSync(draft, '', { mode: 0o600, flag: 'wx' });
      copyFolder(world.collectionsFolder, join(folder, 'collections'));
      copyFolder(world.tasksFolder, join(folder, 'tasks'));
      writeFileSync(draft, stringifyJson({ format: 1, tables: world.store.dump() }));
      renameSync(draft, join(folder, 'world.json'));
    } catch (error) {
      if (error instanceof ApiError) throw error;
      throw new ApiError(400, 'BadRequest', `cannot export to ${folder}: ${(error as Error).message}`);
    }
  });
}

const draftName = 'world.json.new';
const parts = [...worldFolders, draftName];
/** Whether all that is in a folder is an export that was killed: it began with the draft of its `world.json`. */
const isBrokenOff = (folder: string): boolean =>
  lstatSync(join(folder, draftName), { throwIfNoEntry: false })?.isFile() === true &&
  readdirSync(folder).every((name) => parts.includes(name));

/** Whether a folder, which need not be there, lies in another, whatever links lead to it. */
function isWithin(folder: string, other: string): boolean {
  const rest = relative(realpathSync(other), realOf(folder));
  return !isAbsolute(rest) && rest.split(sep)[0] !== '..';
}
const realOf = (path: string): string =>
  existsSync(path) || dirname(path) === path ? realpathSync(path) : join(realOf(dirname(path)), basename(path));

/** Replaces the world by an exported one, once all of it is at hand; 400, with the world as it was, when it is not. */
export async function importWorld(world: World, folder: string): Promise<void> {
  const tables = readTables(join(folder, 'world.json'), world.clock.machine());
  for (const name of worldFolders) {
    if (!statSync(join(folder, name), { throwIfNoEntry: false })?.isDirectory())
      throw new ApiError(400, 'BadRequest', `${folder} holds no whole export: ${name} is missing`);
  }
  await world.whilePaused(() => {
    try {
      world.replacement.prepare(tables, folder);
    } catch (error) {
      throw new ApiError(400, 'BadRequest', `cannot import ${folder}: ${(error as Error).message}`);
    }
    world.replacement.apply();
    world.clock.reload();
    world.faults.reload();
  });
}

function readTables(path: string, wall: number): Tables {
  let document: unknown;
  try {
    document = parseJson(readPlainFile(path));
  } catch (error) {
    throw new ApiError(400, 'BadRequest', `cannot read ${path}: ${(error as Error).message}`);
  }
  if (!isObject(document) || document['format'] !== 1 || !isObject(document['tables']))
    throw new ApiError(400, 'BadRequest', `${path} was written by another version of the sandbox`);
  const fault = faultOfTables(document['tables'], wall);
  if (fault !== undefined) throw new ApiError(400, 'BadRequest', `cannot import ${path}: ${fault}`);
  return document['tables'] as Tables;
}
