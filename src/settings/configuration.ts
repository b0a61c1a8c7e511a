import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diskWords } from '../disk-words.js';
import { CliError } from '../errors.js';
import { isObject } from '../exact-json.js';
import { type TimeStyle, timeStyles } from '../time.js';
import { writeAtomically } from '../host/atomic.js';
import { demandTrusted } from '../host/trust.js';
import { placeOf } from './place-of.js';

/** What is worth knowing of a login beside its tokens; nothing secret. */
export interface LoginNote {
  /** The application that the login belongs to: only it can refresh the tokens. */
  readonly client_id: string;
  readonly username?: string | undefined;
  /** When each identity of the session authenticated, in seconds since 1970. */
  readonly authentications?: Readonly<Record<string, number>> | undefined;
}
interface Stored {
  readonly version: 1;
  /** The profile in use where neither --profile nor GLOBUS_PROFILE says another. */
  readonly profile?: string | undefined;
  /** The application's id for logins to come, where it was typed once. */
  readonly client_id?: string | undefined;
  readonly logins?: Readonly<Record<string, LoginNote>> | undefined;
  /** How results are shown on a terminal. */
  readonly output?: { readonly time?: TimeStyle | undefined } | undefined;
}
export interface Configuration {
  readonly read: () => Stored;
  /** Changes what is stored. Throws CliError where it cannot be written. */
  readonly change: (change: (stored: Stored) => Partial<Stored>) => void;
}

/** `config.json` of the config directory. A file that cannot be understood is never overwritten. */
export function configuration(configDir: string): Configuration {
  const path = join(configDir, 'config.json');
  const read = (): Stored => {
    let text: string;
    try {
      demandTrusted(path, 'The configuration');
      text = readFileSync(path, 'utf8');
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return { version: 1 };
      if (cause instanceof CliError) throw cause;
      throw new CliError(`The configuration ${path} cannot be read: ${diskWords(cause)}.`, { cause });
    }
    return understand(text, path);
  };
  return {
    read,
    change: (change) => {
      const stored = read();
      try {
        writeAtomically(path, `${JSON.stringify({ ...stored, ...change(stored) }, null, 2)}\n`);
      } catch (cause) {
        throw new CliError(`The configuration ${path} cannot be written: ${diskWords(cause)}.`, {
          cause,
          hint: 'Point GLOBUS_CONFIG_DIR at a directory that can be written.',
        });
      }
    },
  };
}

function understand(text: string, path: string): Stored {
  const damaged = (what: string) =>
    new CliError(`The configuration ${path} ${what}.`, {
      hint: `It was left as it is. Move it away and run the command again.`,
    });
  let stored: Partial<Stored> | null;
  try {
    stored = JSON.parse(text) as Partial<Stored> | null;
  } catch (cause) {
    throw damaged(`is damaged: it is not JSON${placeOf(cause)}`);
  }
  if (!isObject(stored)) throw damaged('is not a configuration of globus');
  // one that a person wrote by hand may have none
  const version = stored.version as number | undefined;
  if (version !== undefined && version !== 1)
    throw damaged(`has version ${version}, written by another version of globus`);
  const wrong = wrongPart(stored);
  if (wrong !== undefined) throw damaged(`is damaged: ${wrong}`);
  return { ...stored, version: 1 };
}

const isTextOrNone = (value: unknown) => value === undefined || typeof value === 'string';

/** The first part that is not of the type it is written with; undefined where all can be used without looking again. */
function wrongPart({
  profile,
  client_id: clientId,
  logins,
  output,
}: Readonly<Record<string, unknown>>): string | undefined {
  if (!isTextOrNone(profile)) return "'profile' is not a text";
  if (!isTextOrNone(clientId)) return "'client_id' is not a text";
  if (output !== undefined && !isObject(output)) return "'output' is not an object";
  const time = output?.['time'];
  if (time !== undefined && !timeStyles.some((each) => each === time))
    return `'output.time' is not one of ${timeStyles.join(', ')}`;
  if (logins === undefined) return undefined;
  if (!isObject(logins)) return "'logins' is not an object";
  for (const [name, note] of Object.entries(logins)) {
    if (!isObject(note) || !isTextOrNone(note['client_id']) || !isTextOrNone(note['username']))
      return `the login '${name}' is not one`;
    const times = note['authentications'];
    if (times !== undefined && !(isObject(times) && Object.values(times).every(Number.isFinite)))
      return `the login '${name}' has no times of authentication`;
  }
  return undefined;
}
