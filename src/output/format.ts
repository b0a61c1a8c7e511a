/** The formats of results. Apart from their rendering: help prints the names and must not load a renderer. */
export const formats = ['text', 'json', 'unix', 'ndjson', 'csv', 'tsv', 'yaml'] as const;
export type Format = (typeof formats)[number];

/** How times are written on a terminal: as people say them, to the second of the local clock, in UTC, or as ISO 8601 has it, in UTC. */
export const timeStyles = ['relative', 'local', 'utc', 'iso'] as const;
export type TimeStyle = (typeof timeStyles)[number];
