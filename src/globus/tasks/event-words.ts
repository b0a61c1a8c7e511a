import { isNumber, parseJson, stringifyJson } from '../../exact-json.js';
import type { TaskEvent } from '../../services/transfer.js';
import { sizeText } from '../../size.js';
import { isUuid } from '../../uuid.js';
import { detailWords, plainWords } from './faults.js';

/** An event as a person reads it, wherever it is told. */
export interface EventWords {
  readonly mark: '✗' | '✓' | '●';
  readonly what: string;
  /** What else is known of it; empty where nothing is. */
  readonly more: string;
}
export const eventWords = ({ code, description, is_error: isError, details }: TaskEvent): EventWords => ({
  mark: isError ? '✗' : /^(SUCCEEDED|CANCELED)$/.test(code) ? '✓' : '●',
  what: plainWords.get(code) ?? description,
  more: detailsOf(details),
});
/** How many columns the time of an event has. */
export const timeColumn = 16;
/** What makes an event the same as the one before it, which is then told once. */
export const eventKind = ({ code, details }: TaskEvent): string => `${code} ${details.replace(/\d+/g, 'N')}`;

/** What of the details of an event a person wants to know: sizes and counts that are some. */
function detailsOf(details: string): string {
  let document: unknown;
  try {
    document = parseJson(details);
  } catch {
    return detailWords(details); // most details are sentences
  }
  if (document === null || typeof document !== 'object') return textOf(document);
  return (
    Object.entries(document)
      // that links are ignored, and folders taken with what is in them, is what happens to them anyway
      .filter(
        ([key, value]) =>
          value && value !== 'ignore' && key !== 'recursive' && (typeof value !== 'string' || !isUuid(value)),
      )
      .map(([key, value]) => wordsOf(key.replaceAll('_', ' '), value))
      .join(', ')
  );
}
const textOf = (value: unknown): string => (typeof value === 'string' ? value : stringifyJson(value));
function wordsOf(key: string, value: unknown): string {
  if (value === true) return key;
  if (isNumber(value) && key.startsWith('bytes ')) return `${sizeText(Number(value))} ${key.slice(6)}`;
  // `1 file succeeded`
  if (isNumber(value) && Number(value) === 1)
    return `1 ${key.replace(/^(file|folder|symlink|item|subtask|fault)s\b/, '$1').replace(/^directories\b/, 'directory')}`;
  return isNumber(value) ? `${textOf(value)} ${key}` : `${key} ${textOf(value)}`;
}
