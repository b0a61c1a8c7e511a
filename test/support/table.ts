/** The cells of a table as text shows it on a pipe; the line under the heading left out. */
export const cells = (text: string): string[][] =>
  text
    .trimEnd()
    .split('\n')
    .filter((_, i) => i !== 1)
    .map((line) => line.split(' | ').map((cell) => cell.trim()));
