import type { Runtime } from '../runtime.js';
import { isInForeground } from './foreground.js';

const [ctrlC, ctrlZ, ctrlBackslash] = ['\u0003', '\u001a', '\u001c'];
/** Milliseconds after which a job in the background looks whether it still is one. */
const lookAgain = 1000;

/**
 * Calls `pressed` for each key, `escape` for one that is no character. Ctrl-C, Ctrl-Z and Ctrl-\ do what they do on any terminal. The function
 * returned leaves the terminal as it was; undefined where there is no keyboard to listen to.
 */
export function listenForKeys(
  runtime: Pick<Runtime, 'stdin' | 'platform' | 'pid'>,
  pressed: (key: string) => void,
): (() => void) | undefined {
  const { isTTY, setRawMode } = runtime.stdin as Partial<NodeJS.ReadStream>;
  if (!isTTY || !setRawMode) return undefined;
  const keyboard = runtime.stdin as NodeJS.ReadStream;
  let isListening = false;
  const onData = (data: Buffer | string) => {
    const typed = data.toString();
    // what begins with Esc and goes on is an arrow or another key that is no character
    for (const key of typed.startsWith('\u001b') ? ['escape'] : typed) onKey(key);
  };
  let retry: NodeJS.Timeout | undefined;
  const listen = () => {
    if (isListening) return;
    clearTimeout(retry);
    // shells do not tell a job that runs that they put it in the foreground
    if (!isInForeground(runtime)) return void (retry = setTimeout(listen, lookAgain).unref());
    isListening = true;
    keyboard.setRawMode(true);
    keyboard.on('data', onData);
    keyboard.resume();
  };
  const rest = () => {
    if (!isListening) return;
    isListening = false;
    keyboard.off('data', onData);
    keyboard.pause();
    keyboard.setRawMode(false);
  };
  const onKey = (key: string) => {
    if (key === ctrlC) raise('SIGINT');
    else if (key === ctrlZ || key === ctrlBackslash) {
      rest();
      raise(key === ctrlZ ? 'SIGTSTP' : 'SIGQUIT');
    } else pressed(key);
  };
  /** A signal to all of the job, as the terminal sends it. */
  const raise = (signal: NodeJS.Signals) => {
    if (runtime.platform === 'win32') process.emit(signal);
    else process.kill(0, signal);
  };
  listen();
  // after Ctrl-Z and `fg` there is somebody again
  process.on('SIGCONT', listen);
  return () => {
    clearTimeout(retry);
    process.off('SIGCONT', listen);
    rest();
  };
}
