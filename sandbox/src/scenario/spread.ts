const range = /\{(\d+)\.\.(\d+)\}/g;

/** How many texts one stands for, with all its ranges: 1 without any, 0 where one of them ends before it begins. */
export const spreadCount = (text: string): number =>
  [...text.matchAll(range)].reduce((count, [, from, to]) => count * Math.max(0, Number(to) - Number(from) + 1), 1);

/** `a{1..3}` as a1, a2, a3, and `a{01..30}` with as many digits as the numbers are written with. */
export function spread(text: string): string[] {
  const [all, before = '', from = '', to = '', after = ''] = /^(.*?)\{(\d+)\.\.(\d+)\}(.*)$/s.exec(text) ?? [];
  if (all === undefined) return [text];
  const count = Math.max(0, Number(to) - Number(from) + 1);
  return Array.from({ length: count }, (_, index) => String(Number(from) + index).padStart(from.length, '0')).flatMap(
    (number) => spread(after).map((rest) => `${before}${number}${rest}`),
  );
}
