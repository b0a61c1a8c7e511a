import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CliError } from '../errors.js';
import { isObject } from '../exact-json.js';
import { demandTrusted } from '../host/trust.js';
import type { Runtime } from '../runtime.js';
import { isUuid } from '../uuid.js';
import { placeOf } from './place-of.js';

/** Where an organisation puts what holds for everybody on a machine: GLOBUS_SYSTEM_CONFIG, else the place of the platform. */
export function systemConfigurationFile({ env, platform }: Pick<Runtime, 'env' | 'platform'>): string {
  if (env['GLOBUS_SYSTEM_CONFIG']) return env['GLOBUS_SYSTEM_CONFIG'];
  return platform === 'win32'
    ? join(env['ProgramData'] ?? 'C:\\ProgramData', 'globus', 'config.json')
    : '/etc/globus/config.json';
}

/** The application that the organisation registered, `client_id` of that file; undefined where there is none. CliError where it cannot be used. */
export function systemClientId(runtime: Pick<Runtime, 'env' | 'platform'>): string | undefined {
  const path = systemConfigurationFile(runtime);
  const wrong = (what: string, cause?: unknown) =>
    new CliError(`The configuration of this machine, ${path}, ${what}.`, {
      cause,
      hint: 'Tell its administrator, or name the application yourself: globus login --client-id ID',
    });
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw wrong(`cannot be read: ${message}`, cause);
  }
  demandTrusted(path, 'The configuration of this machine');
  let stored: unknown;
  try {
    stored = JSON.parse(text);
  } catch (cause) {
    throw wrong(`is not JSON${placeOf(cause)}`, cause);
  }
  const id = isObject(stored) ? stored['client_id'] : undefined;
  if (id === undefined) return undefined;
  if (typeof id !== 'string' || !isUuid(id)) throw wrong("has a 'client_id' that is not the UUID of an application");
  return id;
}
