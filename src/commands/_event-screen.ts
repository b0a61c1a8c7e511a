import { isNumber, isUuid, parseJson, plain, sizeText, summary } from '#command';
import { plainWords } from '#globus/tasks/faults';
import type { TaskEvent } from '#services/transfer';

/** What of the details of an event a person wants to know: sizes and counts that are some. */
function detailsOf(details: string): string {
  let document: unknown;
  try {
    document = parseJson(details);
  } catch {
    return details.replace(/\s+/g, ' ').trim(); // most details are sentences
  }
  if (document === null || typeof document !== 'object') return plain(document);
  return Object.entries(document)
    .filter(([, value]) => value && (typeof value !== 'string' || !isUuid(value)))
    .map(([key, value]) => wordsOf(key.replaceAll('_', ' '), value))
    .join(', ');
}
function wordsOf(key: string, value: unknown): string {
  if (value === true) return key;
  if (isNumber(value) && key.startsWith('bytes ')) return `${sizeText(Number(value))} ${key.slice(6)}`;
  return isNumber(value) ? `${plain(value)} ${key}` : `${key} ${plain(value)}`;
}

const column = 16;
/** A line an event: when, how it went, and what it says. Faults that only happen again are one line, which says how often. */
export const eventTimeline = summary(
  ({ time: at, code, description, is_error: isError, details }: TaskEvent, { time }, count) => {
    const what = plainWords.get(code) ?? description;
    const more = detailsOf(details);
    return [
      [
        { text: time(at).padEnd(column), as: 'dim' },
        isError ? { text: '✗ ', as: 'bad' } : /^(SUCCEEDED|CANCELED)$/.test(code) ? '✓ ' : '● ',
        what,
        count > 1 && ` × ${count}`,
        more && { text: `  ${more}`, as: 'dim' },
      ],
    ];
  },
  { sameAs: ({ code, details }) => `${code} ${details.replace(/\d+/g, 'N')}` },
);
