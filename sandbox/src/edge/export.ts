import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseJson, stringifyJson } from '../exact-json.js';
import { ApiError } from '../http/api-error.js';
import { isObject } from '../http/body.js';
import type { World } from '../world.js';
import { copyFolder } from './copy-folder.js';

type Tables = Record<string, [string, unknown][]>;

/**
 * Copies the world into a folder: `world.json` last, so that an export which was broken off is none. Folders outside the
 * sandbox are named in it, not copied. 409 when the folder holds an export.
 */
export function exportWorld(world: World, folder: string): Promise<void> {
  return world.whilePaused(() => {
    if (existsSync(join(folder, 'world.json')))
      throw new ApiError(409, 'Conflict', `${folder} already holds an export`);
    try {
      copyFolder(world.collectionsFolder, join(folder, 'collections'));
      copyFolder(world.tasksFolder, join(folder, 'tasks'));
      writeFileSync(join(folder, 'world.json'), stringifyJson({ format: 1, tables: world.store.dump() }), {
        mode: 0o600,
      });
    } catch (error) {
      throw new ApiError(400, 'BadRequest', `cannot export to ${folder}: ${(error as Error).message}`);
    }
  });
}

/** Replaces the world by an exported one, once all of it is at hand; 400, with the world as it was, when it is not. */
export async function importWorld(world: World, folder: string): Promise<void> {
  const tables = readTables(join(folder, 'world.json'));
  const parts = [
    ['collections', world.collectionsFolder],
    ['tasks', world.tasksFolder],
  ] as const;
  for (const [name] of parts) {
    if (!statSync(join(folder, name), { throwIfNoEntry: false })?.isDirectory())
      throw new ApiError(400, 'BadRequest', `${folder} holds no whole export: ${name} is missing`);
  }
  await world.whilePaused(() => {
    const clear = () => parts.forEach(([, target]) => rmSync(`${target}.new`, { recursive: true, force: true }));
    try {
      clear();
      for (const [name, target] of parts) copyFolder(join(folder, name), `${target}.new`);
    } catch (error) {
      clear();
      throw new ApiError(400, 'BadRequest', `cannot import ${folder}: ${(error as Error).message}`);
    }
    world.store.replace(tables);
    for (const [, target] of parts) {
      rmSync(target, { recursive: true, force: true });
      renameSync(`${target}.new`, target);
    }
    world.clock.reload();
    world.faults.reload();
  });
}

function readTables(path: string): Tables {
  let document: unknown;
  try {
    document = parseJson(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new ApiError(400, 'BadRequest', `cannot read ${path}: ${(error as Error).message}`);
  }
  if (!isObject(document) || document['format'] !== 1 || !isObject(document['tables']))
    throw new ApiError(400, 'BadRequest', `${path} was written by another version of the sandbox`);
  return document['tables'] as Tables;
}
