import { param, things } from '#command';

export const indexId = things.index({ summary: 'The index' });
export const administeredIndexId = things.index({ summary: 'The index', only: 'administered' });
export const writtenIndexId = things.index({ summary: 'The index', only: 'written' });
export const subject = param.text({ summary: 'What the metadata is about: most often a URL' });
export const entryId = param.text({ summary: 'Which entry of the subject; by default, the one without an id' });
export const bypassVisibleTo = param.switch({
  summary: 'Also show what is not visible to you; for administrators of the index',
});

/** Python's spelling, which the service reads and scripts expect to see. */
export const pythonBoolean = (value: boolean) => (value ? 'True' : 'False');
