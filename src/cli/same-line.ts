/** A word as a POSIX shell takes it. */
const quoted = (word: string) =>
  /^[\w.,:/@%+-][\w.,:/@%+=~-]*$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;

/** The line that was typed, with a flag and its value added where there is one; the same flag, where it was typed, is replaced. */
export function sameLine(argv: readonly string[], [flag, ...values]: readonly string[]): string {
  if (flag === undefined) return ['globus', ...argv].map(quoted).join(' ');
  const end = argv.indexOf('--');
  const [typed, rest] = end === -1 ? [argv, []] : [argv.slice(0, end), argv.slice(end)];
  const kept = typed.filter(
    (word, i) => !(word === flag || word.startsWith(`${flag}=`) || (values.length > 0 && typed[i - 1] === flag)),
  );
  return ['globus', ...kept, flag, ...values, ...rest].map(quoted).join(' ');
}
