/** A screen of the dashboard as it is kept: ids, times and how often something was tried differ from run to run. */
export const keptOfDash = (text: string): string =>
  `${text
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'XXXXXXXX-XXXX-XXXX-XXXX-XXXXXXXXXXXX')
    .replace(/(?<=task show )[0-9a-f]{8}\b/g, 'XXXXXXXX')
    .split('\n')
    .map((line) =>
      line.replace(
        /( *)(next )?\b(?:just now|\d+ (?:s|min|h) ago|in \d+ (?:s|min|h)|(?:today|yesterday|tomorrow) \d\d:\d\d|\d+ [A-Z][a-z]{2} (?:\d\d:\d\d|\d{4}))/g,
        (when: string, space: string, next = '', offset: number) =>
          // at the edge of the screen it stands to the right
          line.length >= 76 && offset + when.length === line.length
            ? `${next as string}at a time`.padStart(when.length)
            : `${space}${next as string}at a time`,
      ),
    )
    .join('\n')
    .replace(/· [0-9a-f]{8}$/gm, '· XXXXXXXX')
    .replace(/· [0-9a-f-]+…/g, '· XXXX…')
    .replace(/[0-9a-f]{8}(-[0-9a-f]{0,4})*…/g, 'XXXX…')
    // what stands after it in the line keeps its column
    .replace(/\d+ faults? */g, (said) => 'N faults'.padEnd(said.length))}\n`;
