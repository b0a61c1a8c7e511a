import type { Runtime } from '../runtime.js';
import type { HelpStyle } from './help.js';

/** Whether colour and weight are wanted on a stream: NO_COLOR, TERM=dumb and CLICOLOR_FORCE have their say. */
export function wantsColor(env: Runtime['env'], isTTY: boolean | undefined): boolean {
  if (env['NO_COLOR']) return false;
  if (env['CLICOLOR_FORCE'] && env['CLICOLOR_FORCE'] !== '0') return true;
  return Boolean(isTTY) && env['TERM'] !== 'dumb' && env['CLICOLOR'] !== '0';
}

/** How help is drawn here: as wide as the terminal, 80 columns on a pipe. */
export function helpStyle(runtime: Pick<Runtime, 'env' | 'stdout'>): HelpStyle {
  const color = wantsColor(runtime.env, runtime.stdout.isTTY);
  return {
    width: Math.min(runtime.stdout.columns ?? 80, 110),
    bold: (text) => (color ? `\u001b[1m${text}\u001b[22m` : text),
  };
}
