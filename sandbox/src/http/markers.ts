/** The marker of the page that begins with this row, counted from 0. */
export const markerAt = (row: number): string => Buffer.from(`from ${row}`).toString('base64url');

/** The row that a marker of `markerAt` stands for; undefined for another text. */
export function rowOfMarker(marker: string): number | undefined {
  const row = /^from (\d+)$/.exec(Buffer.from(marker, 'base64url').toString('utf8'))?.[1];
  return row === undefined ? undefined : Number(row);
}
