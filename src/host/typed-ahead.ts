import { InterruptedError } from '../errors.js';
import type { Runtime } from '../runtime.js';

/** As long as it takes a terminal to hand over what waits in it; milliseconds. */
const moment = 30;

/** Throws away what was typed before there was a question to answer. Throws InterruptedError where Ctrl-C was among it. */
export async function dropTypedAhead({ stdin }: Pick<Runtime, 'stdin'>): Promise<void> {
  const { isTTY, setRawMode } = stdin as Partial<NodeJS.ReadStream>;
  if (!isTTY || !setRawMode) return;
  const keyboard = stdin as NodeJS.ReadStream;
  let dropped = '';
  const drop = (typed: Buffer | string) => void (dropped += typed.toString());
  // raw, so that a line without its Enter is handed over, too
  keyboard.setRawMode(true);
  keyboard.on('data', drop);
  await new Promise((done) => setTimeout(done, moment));
  keyboard.off('data', drop);
  keyboard.pause();
  keyboard.setRawMode(false);
  if (dropped.includes('\u0003')) throw new InterruptedError('Interrupted.');
}
