/**
 * A process that takes the lock of a folder again and again, until it is killed, and stays for so many milliseconds at most. Inside it proves that nobody else is: the
 * file `inside` names who is, and may be found only after one that was killed there. What went wrong goes to `wrong`.
 */
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from '../../src/auth/lock.js';

const [, , folder = '', rounds = 'Infinity', stay = '8'] = process.argv;
const inside = join(folder, 'inside');
const wrong = (text: string) => appendFileSync(join(folder, 'wrong'), `${text}\n`);

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^\d+ \(.*\) [ZX]/.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false; // no such process
  }
}

for (let round = 0; round < Number(rounds); round += 1) {
  await withLock(folder, async () => {
    try {
      writeFileSync(inside, String(process.pid), { flag: 'wx' });
    } catch {
      const other = Number(readFileSync(inside, 'utf8'));
      if (other && isAlive(other)) wrong(`${process.pid} came in beside ${other}`);
      writeFileSync(inside, String(process.pid));
    }
    await new Promise((done) => setTimeout(done, Math.random() * Number(stay)));
    if (readFileSync(inside, 'utf8') !== String(process.pid)) wrong(`${process.pid} was not alone`);
    rmSync(inside);
    appendFileSync(join(folder, 'rounds'), '.');
  });
}
