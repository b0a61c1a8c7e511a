import type { Runtime } from '../runtime.js';

/** Milliseconds after which a program that should have stopped goes on: it has not been stopped. */
const backTime = 300;

interface Key {
  readonly name?: string;
  readonly ctrl?: boolean;
}
type Emit = (event: string | symbol, ...given: readonly unknown[]) => boolean;

/**
 * While a question is open, Ctrl-Z (and `kill -TSTP`) gives the terminal back and stops the program as any other; once the shell says so it
 * goes on where it was. Readline stops it, too, but reads no key after that. `leave` and `again` take the question off and bring it back.
 * The function returned ends that.
 */
export function stepsAside(
  { stdin, platform }: Pick<Runtime, 'stdin' | 'platform'>,
  { leave, again }: { readonly leave: () => void; readonly again: () => void },
): () => void {
  const { isTTY, setRawMode } = stdin as Partial<NodeJS.ReadStream>;
  if (!isTTY || !setRawMode || platform === 'win32') return () => undefined;
  const keyboard = stdin as NodeJS.ReadStream;
  let isAway = false;
  let isJustBack = false;
  let back: NodeJS.Timeout | undefined;
  const goAway = (who: number) => {
    if (isAway) return;
    isAway = true;
    process.off('SIGTSTP', onStop);
    leave();
    keyboard.setRawMode(false);
    process.kill(who, 'SIGTSTP');
    // without a shell above it nothing stops, and nobody would say that it goes on; who was stopped hears first that they were
    back = setTimeout(() => (back = setTimeout(comeBack, 1)), backTime);
  };
  const comeBack = () => {
    if (isJustBack) return;
    clearTimeout(back);
    // in the background, touching the terminal stops it: it hears of both `bg` and `fg`, one after the other
    isJustBack = true;
    setImmediate(() => setImmediate(() => (isJustBack = false)));
    // `kill -STOP` does not ask: the shell has made the terminal its own meanwhile, which Node does not know
    if (!isAway) keyboard.setRawMode(false);
    isAway = false;
    process.off('SIGTSTP', onStop);
    process.on('SIGTSTP', onStop);
    keyboard.setRawMode(true);
    again();
  };
  const onStop = () => goAway(process.pid);
  const emit = keyboard.emit.bind(keyboard) as Emit;
  // nobody else hears of this key: readline would stop for good, and a question takes it for something that is typed
  keyboard.emit = ((event, ...given) => {
    const key = event === 'keypress' ? (given[1] as Key | undefined) : undefined;
    if (!key?.ctrl || key.name !== 'z') return emit(event, ...given);
    // all of the job, as the terminal does it
    goAway(0);
    return true;
  }) as Emit;
  process.on('SIGTSTP', onStop);
  process.on('SIGCONT', comeBack);
  return () => {
    clearTimeout(back);
    keyboard.emit = emit;
    process.off('SIGTSTP', onStop);
    process.off('SIGCONT', comeBack);
  };
}
