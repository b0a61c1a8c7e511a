import type { ProgressState } from '../tools.js';
import { sizeText } from '../size.js';
import { visibleDocument } from '../visible.js';

/** `1h 05m`, `2m 07s`, `9s`. */
export function span(seconds: number): string {
  const s = Math.max(0, Math.round(seconds));
  const two = (n: number) => String(n).padStart(2, '0');
  if (s >= 86_400) return `${Math.floor(s / 86_400)}d ${two(Math.floor((s % 86_400) / 3600))}h`;
  if (s >= 3600) return `${Math.floor(s / 3600)}h ${two(Math.floor((s % 3600) / 60))}m`;
  return s >= 60 ? `${Math.floor(s / 60)}m ${two(s % 60)}s` : `${s}s`;
}

const grouped = (n: number) => String(n).replace(/\B(?=(\d{3})+$)/g, ',');

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
  ].filter(Boolean);
  const percent = part === undefined ? '' : `${String(Math.floor(part * 100)).padStart(3)}%`;
  if (width === undefined) return [state.label, percent.trim(), ...facts].filter(Boolean).join(' · ');
  const tail = [percent, ...facts].filter(Boolean).join('  ');
  const room = width - state.label.length - tail.length - 5;
  const bar = room >= 10 && part !== undefined ? ` ${drawBar(part, Math.min(room, 30))} ` : ' ';
  return `${state.label}${bar}${tail}`.slice(0, width - 1);
}

function drawBar(part: number, size: number): string {
  const filled = Math.round(part * size);
  return `[${'█'.repeat(filled)}${'░'.repeat(size - filled)}]`;
}
