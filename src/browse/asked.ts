/** Milliseconds for which a question has to stand before a key answers it: what is pasted where a terminal does not mark pastes comes faster. */
const leastTime = 60;

/** When a question came up, so that no key answers what nobody has seen. */
export function askedLately(): {
  /** Told what has the keys now. */
  readonly note: (mode: string) => void;
  /** Whether the question has only just come up. */
  readonly isUnseen: () => boolean;
} {
  let mode = '';
  let since = -Infinity;
  return {
    note: (now) => {
      if (now !== mode && (now === 'question' || now === 'agree')) since = performance.now();
      mode = now;
    },
    isUnseen: () => performance.now() - since < leastTime,
  };
}
