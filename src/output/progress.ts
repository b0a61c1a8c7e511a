import type { ProgressPart, ProgressState } from '../tools.js';
import { sizeText } from '../size.js';
import { visibleDocument } from '../visible.js';
import { cut, width as widthOf } from './cut.js';

/** `1h 05m`, `2m 07s`, `9s`. */
export function span(seconds: number): string {
  const s = Math.max(0, Math.round(seconds));
  const two = (n: number) => String(n).padStart(2, '0');
  if (s >= 86_400) return `${Math.floor(s / 86_400)}d ${two(Math.floor((s % 86_400) / 3600))}h`;
  if (s >= 3600) return `${Math.floor(s / 3600)}h ${two(Math.floor((s % 3600) / 60))}m`;
  return s >= 60 ? `${Math.floor(s / 60)}m ${two(s % 60)}s` : `${s}s`;
}

/** How much of a name is left of it, at least. */
const shortestLabel = 12;
const grouped = (n: number) => n.toLocaleString('en');

/** The share done, 0 to 1: by bytes where their total is known, else by files. */
function share({ bytes: done, totalBytes, files, totalFiles }: ProgressState): number | undefined {
  if (totalBytes && done !== undefined) return Math.min(1, done / totalBytes);
  if (totalFiles && files !== undefined) return Math.min(1, files / totalFiles);
  return undefined;
}

/** One line that says how far it is: for a log, or with a bar for a terminal `width` columns wide. */
export function progressLine(given: ProgressState, width?: number): string {
  const state = visibleDocument(given);
  const part = share(state);
  const facts = [
    state.files === undefined
      ? ''
      : `${grouped(state.files)}${state.totalFiles ? `/${grouped(state.totalFiles)}` : ''} file${(state.totalFiles ?? state.files) === 1 ? '' : 's'}`,
    state.bytes === undefined
      ? ''
      : `${sizeText(state.bytes)}${state.totalBytes ? `/${sizeText(state.totalBytes)}` : ''}`,
    state.bytesPerSecond ? `${sizeText(state.bytesPerSecond)}/s` : '',
    state.secondsLeft === undefined ? '' : `${span(state.secondsLeft)} left`,
    state.note ?? '',
    // a terminal has a line for it
    width === undefined && state.parts?.[0] ? partText(state.parts[0]) : '',
  ].filter(Boolean);
  const percent = part === undefined ? '' : `${String(Math.floor(part * 100)).padStart(3)}%`;
  if (width === undefined) return [state.label, percent.trim(), ...facts].filter(Boolean).join(' · ');
  const tail = [percent, ...facts].filter(Boolean).join('  ');
  // how far it is matters more than all of a long name
  const label = cut(state.label, Math.max(shortestLabel, width - widthOf(tail) - 2));
  const room = width - widthOf(label) - widthOf(tail) - 5;
  const bar = room >= 10 && part !== undefined ? ` ${drawBar(part, Math.min(room, 30))} ` : ' ';
  return cut(`${label}${bar}${tail}`, width - 1);
}

const percentOf = ({ bytes, size }: ProgressPart) => Math.min(100, Math.max(0, Math.floor((100 * bytes) / size)));
const partText = (part: ProgressPart) => `${part.name} ${percentOf(part)}%`;

/** The same for a terminal, and below it a line for each of the largest things under way: at most `most` lines in all. */
export function progressLines(state: ProgressState, width: number, most: number): string[] {
  const parts = (state.parts ?? []).slice(0, Math.max(0, most - 1));
  return [progressLine(state, width), ...visibleDocument(parts).map((part) => partLine(part, width))];
}

/** Cells of a terminal, at most: letters beyond ASCII may be two wide. */
const cells = (text: string) => Array.from(text).reduce((sum, letter) => sum + (letter > '~' ? 2 : 1), 0);

/** `  scan1.tif [████░░░░]  50%  10 MB/20 MB`: a long name keeps its end, which tells it from others. */
function partLine(part: ProgressPart, width: number): string {
  const tail = `${String(percentOf(part)).padStart(3)}%  ${sizeText(part.bytes)}/${sizeText(part.size)}`;
  const room = width - tail.length - 5;
  const longest = Math.max(8, Math.min(40, Math.floor(room / 2)));
  const letters = Array.from(part.name);
  while (letters.length && cells(letters.join('')) > longest) letters.shift();
  const name = letters.join('');
  const shown = name === part.name ? name : `…${name}`;
  const left = room - cells(shown) - 2;
  const bar = left >= 10 ? ` ${drawBar(part.bytes / part.size, Math.min(left, 20))} ` : ' ';
  return `  ${shown}${bar}${tail}`.slice(0, width - 1);
}

function drawBar(part: number, size: number): string {
  const filled = Math.round(Math.min(1, Math.max(0, part)) * size);
  return `[${'█'.repeat(filled)}${'░'.repeat(size - filled)}]`;
}
