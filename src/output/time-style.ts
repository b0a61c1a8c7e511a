/** How times are written on a terminal: as people say them, to the second of the local clock, or in UTC. */
export const timeStyles = ['relative', 'local', 'utc'] as const;
export type TimeStyle = (typeof timeStyles)[number];
