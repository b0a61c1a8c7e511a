import type { Tokens } from '../types.js';

/** Where logins are kept. */
export interface TokenStore {
  readonly kind: 'keychain' | 'file' | 'memory';
  /** Where that is, for people: a path, or the keychain's name. */
  readonly where: string;
  /** The tokens of a namespace; none is an empty object. */
  read(namespace: string): Promise<Tokens>;
  /** Replaces the tokens of a namespace, whole or not at all; an empty object removes it. Call under the lock. */
  write(namespace: string, tokens: Tokens): Promise<void>;
  namespaces(): Promise<readonly string[]>;
}

/** Tokens of this process only. */
export function memoryStore(): TokenStore {
  const kept = new Map<string, Tokens>();
  return {
    kind: 'memory',
    where: 'memory (gone when the command ends)',
    read: (namespace) => Promise.resolve(kept.get(namespace) ?? {}),
    write: (namespace, tokens) => {
      if (Object.keys(tokens).length) kept.set(namespace, tokens);
      else kept.delete(namespace);
      return Promise.resolve();
    },
    namespaces: () => Promise.resolve([...kept.keys()]),
  };
}
