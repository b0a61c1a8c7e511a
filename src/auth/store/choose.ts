import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CliError, UsageError } from '../../errors.js';
import { withLock } from '../lock.js';
import { writeAtomically } from '../../host/atomic.js';
import { fileStore } from './file.js';
import { keychainStore, NoKeychainError } from './keychain.js';
import { keepSecret } from '../../secrets.js';
import type { Tokens } from '../types.js';
import { memoryStore, type TokenStore } from './store.js';

interface StoreWanted {
  /** GLOBUS_TOKEN_STORE, where it is set. */
  readonly wanted: string | undefined;
  readonly configDir: string;
  /** Tells a person something worth knowing, once. */
  readonly notice: (text: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/** The store in effect. What it holds is secret from the moment it is read. */
export async function chooseStore(asked: StoreWanted): Promise<TokenStore> {
  const store = await storeInEffect(asked);
  return {
    ...store,
    read: async (namespace) => {
      const tokens = await store.read(namespace);
      for (const { access_token, refresh_token } of Object.values(tokens))
        for (const secret of [access_token, refresh_token]) keepSecret(secret);
      return tokens;
    },
  };
}

/**
 * The store in effect: the one asked for, else the keychain, else a file. Tokens that lie in the file move to the
 * keychain when that is in effect. A keychain that is there but locked is an error, never a reason to write a file.
 */
async function storeInEffect(asked: StoreWanted): Promise<TokenStore> {
  const { wanted, configDir, notice } = asked;
  switch (wanted?.toLowerCase() || 'auto') {
    case 'file':
      return fileStore(configDir, notice);
    case 'memory':
      return memoryStore();
    case 'keychain':
      return moveIn(await keychainStore(), asked);
    case 'auto':
      break;
    default:
      throw new UsageError(`GLOBUS_TOKEN_STORE is '${wanted}'; it can be keychain, file or memory.`);
  }
  try {
    return await moveIn(await keychainStore(), asked);
  } catch (error) {
    if (!(error instanceof NoKeychainError)) throw error;
    announceOnce(configDir, notice);
    return fileStore(configDir, notice);
  }
}

function announceOnce(configDir: string, notice: StoreWanted['notice']): void {
  const marker = join(configDir, 'no-keychain');
  if (existsSync(marker)) return;
  notice(
    `There is no keychain on this machine: logins are kept in ${join(configDir, 'tokens.json')}, readable by you only.`,
  );
  try {
    writeAtomically(marker, 'announced\n');
  } catch {
    // a read-only home, a full disk: the announcement comes again, and nothing else depends on it
  }
}

/** Whether the two can be one login: neither names an identity that the other does not have. */
function isSamePerson(a: Tokens, b: Tokens): boolean {
  const people = new Set([...Object.values(a), ...Object.values(b)].flatMap(({ identity_id: id }) => (id ? [id] : [])));
  return people.size <= 1;
}

async function moveIn(keychain: TokenStore, { configDir, ...waiting }: StoreWanted): Promise<TokenStore> {
  const file = fileStore(configDir);
  if (!existsSync(file.where) || !(await file.namespaces()).length) return keychain;
  await withLock(
    configDir,
    async () => {
      for (const namespace of await file.namespaces()) {
        const [theirs, ours] = [await file.read(namespace), await keychain.read(namespace)];
        // one login holds one identity: that of the keychain is in effect, another one stays where it is
        if (!isSamePerson(theirs, ours)) continue;
        await keychain.write(namespace, { ...theirs, ...ours });
        await file.write(namespace, {});
      }
    },
    waiting,
  ).catch((error: unknown) => {
    throw new CliError(
      'Moving the logins from the token file to the keychain failed; those that did not move are still in the file.',
      { cause: error },
    );
  });
  return keychain;
}
