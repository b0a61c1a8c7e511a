import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

let collect: (() => void) | undefined;

/**
 * Frees what nobody holds any more. V8 itself waits until that is several times what is held: after pages of 100,000 entries, hundreds
 * of MiB. Takes some 50 ms, so it is for after something very large.
 */
export function letGo(): void {
  if (!collect) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as () => void;
  }
  collect();
}
