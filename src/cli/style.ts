import type { Runtime } from '../runtime.js';
import { UsageError } from '../errors.js';
import { type TimeStyle, timeStyles } from '../time.js';
import type { HelpStyle } from './help.js';

/** Whether colour and weight are wanted on a stream: NO_COLOR, TERM=dumb and CLICOLOR_FORCE have their say. */
export function wantsColor(env: Runtime['env'], isTTY: boolean | undefined): boolean {
  if (env['NO_COLOR']) return false;
  if (env['CLICOLOR_FORCE'] && env['CLICOLOR_FORCE'] !== '0') return true;
  return Boolean(isTTY) && env['TERM'] !== 'dumb' && env['CLICOLOR'] !== '0';
}

/** Terminals that are known to lead somewhere from a text; others may show the address as rubbish. */
const linking =
  /^(?:iTerm\.app|WezTerm|vscode|Hyper|ghostty|Tabby|rio)$|^(?:xterm-kitty|xterm-ghostty|alacritty|foot|contour)(?:-.*)?$/;

/**
 * Whether texts may lead to pages of the web app (OSC 8): on terminals that have links, unless NO_COLOR wants nothing but text. The pages
 * are those of Globus itself, so that with other servers nothing leads there.
 */
export function hasLinks(env: Runtime['env']): boolean {
  const elsewhere =
    Object.keys(env).some((name) => name.startsWith('GLOBUS_SDK_SERVICE_URL_')) || env['GLOBUS_SDK_ENVIRONMENT'];
  if (elsewhere || env['NO_COLOR'] || env['TERM'] === 'dumb') return false;
  const isVte = Number(env['VTE_VERSION'] ?? 0) >= 5000;
  return (
    isVte || Boolean(env['WT_SESSION']) || [env['TERM_PROGRAM'], env['TERM']].some((name) => linking.test(name ?? ''))
  );
}

/** How times are written on a terminal: GLOBUS_CLI_TIME. Throws UsageError for a word that is none. */
export function timeStyle(env: Runtime['env']): TimeStyle | undefined {
  const word = env['GLOBUS_CLI_TIME'] ?? '';
  const found = timeStyles.find((each) => each === word.toLowerCase());
  if (word !== '' && !found)
    throw new UsageError(`Invalid value for GLOBUS_CLI_TIME: '${word}' is not one of ${timeStyles.join(', ')}.`);
  return found;
}

/** How help is drawn here: as wide as the terminal, 80 columns on a pipe. */
export function helpStyle(runtime: Pick<Runtime, 'env' | 'stdout'>): HelpStyle {
  const color = wantsColor(runtime.env, runtime.stdout.isTTY);
  return {
    width: Math.min(runtime.stdout.columns || 80, 110),
    ...(runtime.stdout.isTTY && { lines: 24, breaksLines: true }),
    bold: (text) => (color ? `\u001b[1m${text}\u001b[22m` : text),
  };
}
