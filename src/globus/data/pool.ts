/**
 * Does something with each of many things, up to `atOnce` at a time, and gives the results as they come. Takes the next thing only
 * when there is room for it. The first failure ends it: nothing new is begun, and it is thrown once what was under way has ended
 * and its results were given.
 */
export async function* pooled<T, R>(
  things: AsyncIterable<T> | Iterable<T>,
  atOnce: number,
  work: (thing: T) => Promise<R>,
): AsyncGenerator<R, void, undefined> {
  const source = Symbol.asyncIterator in things ? things[Symbol.asyncIterator]() : things[Symbol.iterator]();
  let results: R[] = [];
  let running = 0;
  let failure: { readonly error: unknown } | undefined;
  let [isDry, isTaking, isLeft] = [false, false, false];
  let wake = () => {};
  const fail = (error: unknown) => void (failure ??= { error });
  const start = async (thing: T) => {
    running += 1;
    try {
      // not in one step: the list may be another by the time it is done
      const result = await work(thing);
      results.push(result);
    } catch (error) {
      fail(error);
    }
    running -= 1;
    wake();
  };
  /** Takes things until there are enough under way. */
  const take = async () => {
    isTaking = true;
    try {
      while (!isDry && !failure && !isLeft && running < atOnce) {
        const next = await source.next();
        if (next.done) isDry = true;
        else void start(next.value);
      }
    } catch (error) {
      fail(error);
    }
    isTaking = false;
    wake();
  };
  const changed = () => new Promise<void>((done) => (wake = done));
  try {
    for (;;) {
      const ready = results;
      results = [];
      yield* ready;
      if (results.length) continue;
      if (!isDry && !failure && !isTaking && running < atOnce) void take();
      if ((isDry || failure) && !isTaking && !running) break;
      await changed();
    }
  } finally {
    isLeft = true;
    while (running || isTaking) await changed();
    await source.return?.();
  }
  if (failure) throw failure.error;
}
