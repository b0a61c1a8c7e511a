import { render } from 'ink';
import type { ReactElement } from 'react';
import type { Left, ScreenTerminal } from './contract.js';
import { framesOn } from './frames.js';
import { heldBack } from './held-back.js';
import { type Key, keyReader } from './keys.js';
import type { Size } from './layout.js';

// another screen than the one of the shell, so that its lines are there again afterwards; lines that are too long are cut
const enterScreen = '\u001b[?1049h\u001b[?7l\u001b[?25l';
const leaveScreen = '\u001b[?25h\u001b[?7h\u001b[?1049l';
// presses and the wheel, told with columns beyond 223; pastes in brackets
const enterModes = '\u001b[?1000h\u001b[?1006h\u001b[?2004h';
const leaveModes = '\u001b[?2004l\u001b[?1006l\u001b[?1000l';

const leastColumns = 20;
const leastRows = 5;
/** Milliseconds between two drawings: faster, nobody sees the difference. */
const drawTime = 30;
/** Milliseconds after which a program that should have stopped goes on: it has not been stopped. */
const backTime = 300;
/** What ends a program besides the signals that every command listens to: Ctrl-\\ elsewhere, limits of a shell and of a batch job. */
const deadly = ['SIGQUIT', 'SIGUSR2', 'SIGALRM', 'SIGVTALRM', 'SIGXCPU'] as const;

/** What is shown: drawn anew after `changed` was called. */
export interface Show {
  /** The screen is up: what it shows can be asked for. */
  readonly begin: () => void;
  readonly draw: () => ReactElement;
  readonly onKey: (key: Key) => void;
  readonly onResize: (size: Size) => void;
  /** The screen was left: nothing of it goes on. */
  readonly onLeft: () => void;
}
export interface Stage {
  /** Draws what changed. */
  readonly changed: () => void;
  readonly leave: (how: Left) => void;
  /** Ends the screen with what broke it. */
  readonly fail: (error: unknown) => void;
  /** The shell's screen for as long as `work` runs. */
  readonly aside: <T>(work: () => Promise<T>) => Promise<T>;
  /** Waits for Enter on the shell's screen, so that what stands there can be read. */
  readonly waitForEnter: () => Promise<void>;
  /** Stops this program as Ctrl-Z does; it goes on once the shell says so. */
  readonly suspend: () => void;
  readonly size: () => Size;
}

/**
 * Holds the terminal for a screen: raw keys, the other screen, the mouse. Whatever ends it, the terminal is afterwards as it was.
 * Resolves once the screen was left; rejects with what broke it.
 */
export async function onStage(terminal: ScreenTerminal, begin: (stage: Stage) => Show): Promise<Left> {
  const { stdin, stdout, signal, onUp } = terminal;
  const stderr = heldBack(terminal.stderr);
  let left: (how: Left) => void = () => undefined;
  let broke: (error: unknown) => void = () => undefined;
  const end = new Promise<Left>((done, fail) => {
    left = done;
    broke = fail;
  });
  // what is drawn needs room for a frame and a word; a smaller terminal cuts it off
  const size = (): Size => ({
    columns: Math.max(leastColumns, stdout.columns || 80),
    rows: Math.max(leastRows, stdout.rows || 24),
  });
  const frames = framesOn(stdout, size());
  let isUp = false;
  let drawn: NodeJS.Timeout | undefined;
  let back: NodeJS.Timeout | undefined;
  const keys = keyReader((key) => show.onKey(key));
  const onData = (data: Buffer | string) => keys.push(data.toString());

  const enter = () => {
    if (isUp) return;
    isUp = true;
    clearTimeout(back);
    process.off('SIGCONT', enter);
    process.on('SIGTSTP', onStop);
    for (const each of deadly) process.on(each, onDeadly);
    onUp(true);
    stderr.hold();
    stdout.write(enterScreen + enterModes);
    stdin.setRawMode(true);
    stdin.on('data', onData);
    stdin.resume();
    onResize();
    frames.begin();
  };
  const exit = () => {
    if (!isUp) return;
    isUp = false;
    process.off('SIGTSTP', onStop);
    for (const each of deadly) process.off(each, onDeadly);
    frames.end();
    keys.end();
    stdin.off('data', onData);
    stdin.pause();
    stdin.setRawMode(false);
    stdout.write(leaveModes + leaveScreen);
    stderr.release();
    onUp(false);
  };
  /** Gives the terminal back, and stops as any program does; the screen is there again after `fg`. */
  const stepAside = (who: number) => {
    exit();
    process.once('SIGCONT', enter);
    process.kill(who, 'SIGTSTP');
    // without a shell above it nothing stops, and nobody would say that it goes on
    back = setTimeout(enter, backTime);
  };
  // another program says it (`kill -TSTP`): the terminal must not be left raw, and on the other screen
  const onStop = () => stepAside(process.pid);
  /** Gives the terminal back, and ends by the signal as any program does. */
  const onDeadly = (its: NodeJS.Signals) => {
    exit();
    process.kill(process.pid, its);
  };
  const stage: Stage = {
    // several changes of one moment are drawn together
    changed: () => {
      drawn ??= setTimeout(() => {
        drawn = undefined;
        instance.rerender(show.draw());
      }, drawTime);
    },
    leave: (how) => left(how),
    fail: (error) => broke(error),
    aside: async (work) => {
      exit();
      try {
        return await work();
      } finally {
        enter();
      }
    },
    waitForEnter: async () => {
      stdout.write('\nPress Enter to go back. ');
      stdin.resume();
      await new Promise((done) => stdin.once('data', done));
      stdin.pause();
    },
    // all of the job, as the terminal does it
    suspend: () => stepAside(0),
    size,
  };
  const show = begin(stage);
  const instance = render(show.draw(), {
    stdout: frames.stream,
    stdin,
    debug: true,
    exitOnCtrlC: false,
    patchConsole: false,
  });
  // of another class than what reading a service's answer throws, which would be blamed for it
  instance.waitUntilExit().catch((cause: unknown) => broke(new Error('The screen cannot be drawn.', { cause })));
  const onResize = () => {
    show.onResize(size());
    frames.resize(size());
    stage.changed();
  };
  const onAbort = () => left('interrupted');
  stdout.on('resize', onResize);
  signal.addEventListener('abort', onAbort);
  process.once('exit', exit);
  try {
    enter();
    show.begin();
    return await end;
  } finally {
    stdout.off('resize', onResize);
    signal.removeEventListener('abort', onAbort);
    process.off('exit', exit);
    clearTimeout(drawn);
    clearTimeout(back);
    process.off('SIGCONT', enter);
    exit();
    instance.unmount();
    show.onLeft();
  }
}
