/** Texts that try to be obeyed by a terminal, or to fake a line of ours, and the search for what came through. */

/** Every line that begins with it was made by a text that is not ours. */
export const faked = 'FAKED';

export const hostileTexts: Readonly<Record<string, string>> = {
  'a title': '\u001b]0;title\u0007',
  'a clipboard': '\u001b]52;c;aGk=\u001b\\',
  'a link': '\u001b]8;;http://evil.example/\u001b\\here\u001b]8;;\u001b\\',
  'a cleared screen': '\u001b[2J\u001b[H',
  C1: '\u009b31mred\u009d0;title\u009c\u0085',
  'bidi overrides': 'a\u202etxt.exe\u202c\u2066b\u2069',
  'a carriage return': `Status: FAILED\rStatus: ok`,
  backspaces: 'ab\u0008\u0008cd\u007f\u0000',
  'a line break': `a\n${faked}`,
  'line breaks of other kinds': `a\r\n${faked}\u2028${faked}\u2029b\u000b\u000c`,
};
export const hostile = Object.values(hostileTexts).join('');

/** What in a text a terminal would obey: beside line breaks, tabs, and colours where there are colours of ours. */
export function obeyed(text: string, colour = false): string[] {
  // our own colours are the only sequences there may be

  const bare = colour ? text.replace(/\u001b\[\d{1,2}m/g, '') : text;
  const characters = [...bare.matchAll(/[^\P{Cc}\n\t]|[\u2028-\u202e\u2066-\u2069]/gu)].map(
    ([char], i) => `${i}: U+${char.charCodeAt(0).toString(16)}`,
  );
  const lines = bare.split('\n').filter((line) => line.startsWith(faked));
  return [...characters.slice(0, 3), ...lines];
}
