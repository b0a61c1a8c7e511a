import fc from 'fast-check';

const number = fc.oneof(
  fc.stringMatching(/^-?(0|[1-9]\d{0,20})(\.\d{1,20})?([eE][+-]?\d{1,3})?$/),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((each) => JSON.stringify(each)),
  fc.integer().map(String),
);
const string = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.stringMatching(/^[\\"{}[\]:,0-9. e-]{0,6}$/),
  fc.nat().map(String),
  fc.constantFrom('__proto__', 'constructor', '10', '2'),
);
/** JSON as people and programs write it: a text, and the same without spaces and with each key once. */
export type Written = readonly [loose: string, tight: string];
const space = fc.constantFrom('', '', ' ', '\n\t');
/** Any JSON, with the numbers and keys that JavaScript changes. */
export const written = fc.letrec<{ value: Written; array: Written; object: Written }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc
      .oneof(
        number,
        fc.constantFrom('true', 'false', 'null'),
        string.map((each) => JSON.stringify(each)),
      )
      .map((each): Written => [each, each]),
    tie('array'),
    tie('object'),
  ),
  array: fc
    .tuple(space, fc.array(tie('value'), { maxLength: 5 }))
    .map(([gap, all]): Written => [
      `[${gap}${all.map(([loose]) => loose).join(`${gap},${gap}`)}${gap}]`,
      `[${all.map(([, tight]) => tight).join(',')}]`,
    ]),
  object: fc.tuple(space, fc.array(fc.tuple(string, tie('value')), { maxLength: 5 })).map(([gap, all]): Written => {
    const once = new Map(all.map(([key, [, tight]]) => [key, tight]));
    return [
      `{${gap}${all.map(([key, [loose]]) => `${JSON.stringify(key)}${gap}:${gap}${loose}`).join(`,${gap}`)}${gap}}`,
      `{${[...once].map(([key, tight]) => `${JSON.stringify(key)}:${tight}`).join(',')}}`,
    ];
  }),
})).value;
