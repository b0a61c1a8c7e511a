import { createHash } from 'node:crypto';
import type { AsyncEntry } from '@napi-rs/keyring';
import { CliError } from '../../errors.js';
import type { Tokens } from '../types.js';
import type { TokenStore } from './store.js';

const service = 'globus-cli';
/** Entries of Windows hold 2,560 bytes, of two each a character: one scheme for all platforms. */
const entryCharacters = 1200;
/** How long a keychain may take: one that waits for a dialog nobody sees must not hang a script. */
const patience = 4_000;

const sumOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16);
/** JSON in ASCII: every character then takes the same room on every platform, and none is cut in two. */
const asciiOnly = (json: string) =>
  json.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** There is no keychain here: another store has to do. */
export class NoKeychainError extends CliError {}

const locked = (cause: unknown) =>
  new CliError('The keychain is locked or does not answer.', {
    cause,
    hint: 'Unlock it (log in to the desktop, or gnome-keyring-daemon --unlock) and try again, or keep tokens in a file with GLOBUS_TOKEN_STORE=file.',
  });

/** Tokens in the keychain of the operating system; on Linux the Secret Service, never the kernel's keyring. */
export async function keychainStore(): Promise<TokenStore> {
  const { AsyncEntry: Entry } = await import('@napi-rs/keyring').catch((cause: unknown) => {
    throw new NoKeychainError('This platform has no keychain that globus can use.', { cause });
  });
  const entry = (name: string) => new Entry(service, name, { linux: { store: 'secret-service' } });
  const ask = async <T>(name: string, what: (entry: AsyncEntry) => Promise<T>): Promise<T> => {
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_, fail) => {
      timer = setTimeout(() => fail(locked(new Error('no answer in time'))), patience);
    });
    try {
      return await Promise.race([what(entry(name)), tooLate]);
    } catch (cause) {
      if (cause instanceof CliError) throw cause;
      if (/locked|prompt|dismissed/i.test((cause as Error).message)) throw locked(cause);
      throw new NoKeychainError(`The keychain cannot be used: ${(cause as Error).message}.`, { cause });
    } finally {
      clearTimeout(timer);
    }
  };
  const get = (name: string) => ask(name, (each) => each.getPassword());
  const set = (name: string, text: string) => ask(name, (each) => each.setPassword(text));
  const drop = (name: string) => ask(name, (each) => each.deleteCredential());

  /**
   * A namespace's text lies in numbered parts; its head entry, written last, says which generation, how many, and what
   * they add up to. Readers hold no lock: where a writer changed the parts under their eyes, they look again.
   */
  const readText = async (name: string): Promise<string | undefined> => {
    for (let attempt = 0; attempt < 10; attempt++) {
      const head = await get(name);
      if (!head) return undefined;
      const [generation, count, sum] = head.split(':');
      const parts = await Promise.all(
        Array.from({ length: Number(count) }, (_, i) => get(`${name}#${generation}.${i}`)),
      );
      const text = parts.join('');
      if (sumOf(text) === sum) return text;
      await new Promise((done) => setTimeout(done, 20 * attempt));
    }
    throw new CliError(`The entry '${name}' of ${service} in the keychain is damaged.`, {
      hint: 'It was left as it is. Remove the entries of globus-cli from the keychain and log in again, or keep tokens in a file with GLOBUS_TOKEN_STORE=file.',
    });
  };
  const writeText = async (name: string, text: string): Promise<void> => {
    const [old, oldCount] = ((await get(name)) ?? '').split(':');
    const generation = old === 'a' ? 'b' : 'a';
    const parts = asciiOnly(text).match(new RegExp(`[^]{1,${entryCharacters}}`, 'g')) ?? [];
    for (const [i, part] of parts.entries()) await set(`${name}#${generation}.${i}`, part);
    await set(name, `${generation}:${parts.length}:${sumOf(parts.join(''))}`);
    for (let i = 0; old && i < Number(oldCount); i++) await drop(`${name}#${old}.${i}`);
  };
  const removeText = async (name: string): Promise<void> => {
    const [generation, count] = ((await get(name)) ?? '').split(':');
    await drop(name);
    for (let i = 0; generation && i < Number(count); i++) await drop(`${name}#${generation}.${i}`);
  };

  const indexName = 'namespaces';
  const namespaces = async () => JSON.parse((await readText(indexName)) ?? '[]') as string[];
  await get(indexName); // there and unlocked, or an error now
  return {
    kind: 'keychain',
    where:
      process.platform === 'darwin'
        ? 'the macOS keychain'
        : process.platform === 'win32'
          ? 'the Windows credential manager'
          : 'the Secret Service (keychain)',
    namespaces,
    read: async (namespace) => JSON.parse((await readText(`tokens/${namespace}`)) ?? '{}') as Tokens,
    write: async (namespace, tokens) => {
      const known = await namespaces();
      if (!Object.keys(tokens).length) {
        await removeText(`tokens/${namespace}`);
        if (known.includes(namespace))
          await writeText(indexName, JSON.stringify(known.filter((each) => each !== namespace)));
        return;
      }
      if (!known.includes(namespace)) await writeText(indexName, JSON.stringify([...known, namespace]));
      await writeText(`tokens/${namespace}`, JSON.stringify(tokens));
    },
  };
}
