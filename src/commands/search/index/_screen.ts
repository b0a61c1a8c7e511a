import { kind, sizeText, summary } from '#command';
import type { SearchIndex } from '#services/search';

const megabytes = (count: number) => sizeText(Number(count) * 1e6);

export const indexScreen = {
  Name: kind<SearchIndex>('name', 'display_name'),
  Status: 'status',
  Subjects: 'num_subjects',
  Size: (index: SearchIndex) => megabytes(index.size_in_mb),
  'You Are': (index: SearchIndex) => index.permissions?.join(', '),
  Description: 'description',
  ID: 'id',
} as const;

/** An index in a few lines: what it is about, how much is in it, and how to search it. */
export const indexSummary = summary((index: SearchIndex, { time }) => {
  return [
    [
      { text: index.display_name, as: 'strong' },
      { text: `  ${index.description}`, as: 'whole' },
    ],
    [{ text: index.status, as: 'state' }, index.is_trial ? '  a trial index, deleted by Globus after some time' : ''],
    `${index.num_subjects} subjects, ${index.num_entries} entries, ${megabytes(index.size_in_mb)} of ${megabytes(index.max_size_in_mb)}`,
    index.creation_date ? `made ${time(index.creation_date)}` : undefined,
    index.permissions?.length ? `You are its ${index.permissions.join(', ')}` : undefined,
    // there is nothing to find in an empty one
    Number(index.num_entries) === 0
      ? [{ text: index.id, as: 'dim' }]
      : [`Search it:  `, { text: `globus search query ${index.id} -q '*'`, as: 'command' }],
  ];
});
