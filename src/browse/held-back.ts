/** Keeps what is written to a stream while it is held, and writes it once it is released: a screen is not written over. */
export function heldBack(stream: NodeJS.WritableStream): { readonly hold: () => void; readonly release: () => void } {
  const held: (string | Uint8Array)[] = [];
  let write: typeof stream.write | undefined;
  return {
    hold: () => {
      write ??= stream.write.bind(stream);
      stream.write = (chunk: string | Uint8Array, ...more: readonly unknown[]) => {
        held.push(chunk);
        const done = more.find((each) => typeof each === 'function') as (() => void) | undefined;
        done?.();
        return true;
      };
    },
    release: () => {
      if (!write) return;
      stream.write = write;
      write = undefined;
      for (const chunk of held.splice(0)) stream.write(chunk);
    },
  };
}
