import { isNumber, summary } from '#command';
import type { SearchResult, SubjectResult } from '#services/search';

const titles = ['title', 'display_name', 'name', 'label'];
const texts = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return value === '' ? [] : [value];
  if (typeof value === 'boolean' || isNumber(value)) return [String(value)];
  if (Array.isArray(value)) return value.flatMap(texts);
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(texts) : [];
};

/** An entry in lines: what it is called, its subject, and the beginning of what it says. */
function told({ subject, entries }: SubjectResult) {
  const content = entries[0]?.content ?? {};
  const key = titles.find((each) => texts(content[each]).length > 0);
  const title = key === undefined ? undefined : texts(content[key])[0];
  const rest = Object.entries(content)
    .filter(([each]) => each !== key)
    .flatMap(([each, value]) => (texts(value).length ? [`${each}: ${texts(value).join(', ')}`] : []));
  return [
    [
      { text: title ?? subject, as: 'strong' as const },
      title !== undefined && { text: `  ${subject}`, as: 'dim' as const },
    ],
    rest.length > 0 && [`  ${rest.join(' · ')}`],
  ];
}

/** Entries that come one by one. */
export const entryScreen = summary((row: SubjectResult) => told(row));
/** A page of results, and which of how many they are. */
export const resultScreen = summary((page: SearchResult) => [
  ...page.gmeta.flatMap(told),
  page.gmeta.length > 0 && `${page.offset + 1}-${page.offset + page.gmeta.length} of ${page.total}`,
]);
