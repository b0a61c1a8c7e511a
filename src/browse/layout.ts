export interface Size {
  readonly columns: number;
  readonly rows: number;
}
/** Where things are on the screen. */
export interface Layout {
  /** Columns of the left pane and of the right one; one of them alone where there is not room for two. */
  readonly widths: readonly [number, number];
  readonly isSingle: boolean;
  /** Rows of entries in a pane. */
  readonly listHeight: number;
  /** The row of the first entry. */
  readonly listTop: number;
  /** Rows of the strip of tasks. */
  readonly strip: number;
}

/** Two panes need this many columns. */
const leastForTwo = 56;
/** Above the entries the frame with the place; below them the frame and the keys. */
const around = 3;

/** What there is room for beside so many things that run, and the lines of a message. */
export function layoutOf({ columns, rows }: Size, running: number, messageRows = 1): Layout {
  const strip = Math.min(running, rows >= 30 ? 4 : rows >= 16 ? 2 : rows >= 10 ? 1 : 0);
  const isSingle = columns < leastForTwo;
  const left = Math.ceil(columns / 2);
  return {
    widths: isSingle ? [columns, columns] : [left, columns - left],
    isSingle,
    listHeight: Math.max(1, rows - around - messageRows - strip),
    listTop: 1,
    strip,
  };
}

/** How wide the text in a box of this width is. */
export const insideBox = (width: number): number => width - 4;
