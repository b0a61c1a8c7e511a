import { stringifyJson } from '../exact-json.js';
import { perWorld } from '../per-world.js';
import type { World } from '../world.js';
import type { SandboxContext } from './context.js';

interface KeptTexts {
  version: number;
  texts: Map<string, string>;
}

const mostTexts = 1000;
const keptIn = perWorld((): KeptTexts => ({ version: -1, texts: new Map() }));

/**
 * Answers with a JSON document that is a function of the rows, the caller's token and the request's URL only: its text is
 * kept until any row changes. Not for what depends on the clock, on files or on work that is going on.
 */
export function keptJson(
  world: World,
  c: SandboxContext,
  { token }: { token: { digest: string } },
  document: () => unknown,
): Response {
  const texts = textsOf(world);
  const key = token.digest + c.req.url;
  let text = texts.get(key);
  if (text === undefined) {
    if (texts.size >= mostTexts) texts.clear();
    texts.set(key, (text = stringifyJson(document())));
  }
  // A new object each time: the server adds the length to it.
  return c.body(text, 200, { 'Content-Type': 'application/json' });
}

/** The texts that are still true. */
function textsOf(world: World): Map<string, string> {
  const kept = keptIn(world);
  const { version } = world.store;
  if (kept.version !== version) {
    kept.version = version;
    kept.texts = new Map();
  }
  return kept.texts;
}
