/** The formats of results. Apart from their rendering: help prints the names and must not load a renderer. */
export const formats = ['text', 'json', 'unix', 'ndjson', 'csv', 'tsv', 'yaml'] as const;
export type Format = (typeof formats)[number];
