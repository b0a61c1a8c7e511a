import { visible } from '../visible.js';
import type { Message } from './browse-state.js';
import type { DashState } from './dash-state.js';
import { cut, fit, type Line, span, type Tone, wrapped } from './fit.js';
import type { Size } from './layout.js';

/** As many lines a reason takes at most, and the part of the screen that it never takes more of. */
const mostLines = 3;
const leastRows = 5;

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
/** The id that follows a name. */
const namedId = new RegExp(` \\(${uuid}\\)`, 'g');
/** An id that stands by itself, not within an address. */
const bareId = new RegExp(`(?<![\\w/:=,'-])${uuid}(?![\\w/:='-])`, 'g');

/** A reason as people read it: a name needs no id beside it, and of an id that stands alone as much is shown as tables show. */
export const withoutIds = (text: string): string => text.replace(namedId, '').replace(bareId, (id) => id.slice(0, 8));

/** Lines of a message: a reason that is too long for one is told in several, whole where there is room; of all else the begin tells enough. */
export function messageLines(message: Message | undefined, { columns, rows }: Size): readonly Line[] {
  const tone: Tone = message?.isBad ? 'bad' : 'plain';
  const text = visible(message?.text ?? '');
  if (!message?.isBad) return [[span(fit(text === '' ? '' : ` ${text}`, columns), tone)]];
  const most = Math.max(1, Math.min(mostLines, Math.floor(rows / leastRows)));
  const lines = wrapped(withoutIds(text), columns - 2);
  const shown =
    lines.length > most ? [...lines.slice(0, most - 1), cut(lines.slice(most - 1).join(' '), columns - 2)] : lines;
  return shown.map((line) => [span(fit(` ${line}`, columns), tone)]);
}

/** What happened last, or why a service cannot be asked. */
export function dashMessage({
  message,
  troubles,
  size,
}: Pick<DashState, 'message' | 'troubles' | 'size'>): readonly Line[] {
  const [trouble] = troubles.values();
  return messageLines(message ?? (trouble === undefined ? undefined : { text: trouble, isBad: true }), size);
}
