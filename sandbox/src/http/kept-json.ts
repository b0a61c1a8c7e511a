import type { Caller } from '../auth/caller.js';
import type { Store } from '../state/store.js';
import type { World } from '../world.js';
import type { SandboxContext } from './context.js';

interface KeptTexts {
  version: number;
  texts: Map<string, string>;
}

const MOST_TEXTS = 1000;
const keptIn = new WeakMap<Store, KeptTexts>();

/**
 * Answers with a JSON document that is a function of the rows, the caller's token and the request's URL only: its text is
 * kept until any row changes. Not for what depends on the clock, on files or on work that is going on.
 */
export function keptJson(
  world: World,
  c: SandboxContext,
  { token }: Pick<Caller, 'token'>,
  document: () => unknown,
): Response {
  const texts = textsOf(world.store);
  const key = token.digest + c.req.url;
  let text = texts.get(key);
  if (text === undefined) {
    if (texts.size >= MOST_TEXTS) texts.clear();
    texts.set(key, (text = JSON.stringify(document())));
  }
  // A new object each time: the server adds the length to it.
  return c.body(text, 200, { 'Content-Type': 'application/json' });
}

function textsOf(store: Store): Map<string, string> {
  let kept = keptIn.get(store);
  if (kept?.version !== store.version) keptIn.set(store, (kept = { version: store.version, texts: new Map() }));
  return kept.texts;
}
