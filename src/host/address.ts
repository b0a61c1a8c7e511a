import type { Runtime } from '../runtime.js';

type Screen = Pick<Runtime, 'env' | 'stderr'>;

const escapeCode = '\u001b';

/** An address as a terminal shows it: faint, and a link, however many lines it takes. */
export function shownAddress({ env, stderr }: Screen, url: string): string {
  if (!stderr.isTTY || env['NO_COLOR'] || env['TERM'] === 'dumb') return url;
  const link = (target: string) => `${escapeCode}]8;;${target}${escapeCode}\\`;
  return `${link(url)}${escapeCode}[2m${url}${escapeCode}[22m${link('')}`;
}

/** Asks the terminal to put a text on the clipboard, also over SSH (OSC 52); one that cannot does nothing. */
export const copyByTerminal = ({ stderr }: Screen, text: string): void =>
  void stderr.write(`${escapeCode}]52;c;${Buffer.from(text).toString('base64')}\u0007`);
