import { readdirSync } from 'node:fs';
import { read } from './rounds.js';

/** The parent of a process, as the kernel says it. */
export const parentOf = (pid: number) => Number(/^\d+ \(.*\) \S (\d+)/s.exec(read(`/proc/${pid}/stat`))?.[1] ?? 0);

/**
 * Looks at all processes of the machine, again and again: `find` gives those on whose command line, or in whose environment,
 * one of these words was. What a program was given, it may have; what it gives on is looked at.
 */
export function watchProcesses(words: () => readonly string[], given: () => ReadonlySet<number>) {
  const found = new Set<string>();
  const look = () => {
    for (const name of readdirSync('/proc')) {
      const pid = Number(name);
      if (!Number.isInteger(pid) || pid === process.pid) continue;
      const parent = parentOf(pid);
      const line = read(`/proc/${pid}/cmdline`);
      // a fork is its parent still, with all that the parent has, until it becomes its own program
      const isOurs = given().has(parent) && !given().has(pid) && line !== read(`/proc/${parent}/cmdline`);
      const environment = isOurs ? read(`/proc/${pid}/environ`) : '';
      for (const word of words()) {
        if (line.includes(word)) found.add(`on the command line of ${pid}: ${line.replaceAll('\0', ' ')}`);
        if (environment.includes(word)) found.add(`in the environment of ${pid}: ${line.replaceAll('\0', ' ')}`);
      }
    }
  };
  const timer = setInterval(look, 15);
  return {
    find: () => [...found],
    stop: () => clearInterval(timer),
  };
}
