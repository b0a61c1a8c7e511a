/** Locks a folder and stays, or says that it could not: what `globus sandbox start` does first. */
import { lockFolder } from '../src/state/lock.js';

process.on('message', () => {
  try {
    lockFolder(process.argv[2] ?? '');
    process.send?.('mine');
    setInterval(() => undefined, 1000);
  } catch (error) {
    process.send?.((error as Error).message);
    process.disconnect();
  }
});
process.send?.('ready');
