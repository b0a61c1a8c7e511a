/** A screen of the dashboard as it is kept: ids, times and how often something was tried differ from run to run. */
export const keptOfDash = (text: string): string =>
  `${text
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'XXXXXXXX-XXXX-XXXX-XXXX-XXXXXXXXXXXX')
    .replace(/(next )? *\b\d+ [A-Z][a-z]{2} (\d\d:\d\d|\d{4})/g, (when, next = '') =>
      `${next as string}1 Nov 09:00`.padStart(when.length),
    )
    .replace(/· [0-9a-f-]+…/g, '· XXXX…')
    .replace(/[0-9a-f]{8}(-[0-9a-f]{0,4})*…/g, 'XXXX…')
    // what stands after it in the line keeps its column
    .replace(/\d+ faults? */g, (said) => 'N faults'.padEnd(said.length))}\n`;
