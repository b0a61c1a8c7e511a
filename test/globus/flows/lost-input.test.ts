import { describe, expect, test } from 'vitest';
import { lostInput } from '../../../src/globus/flows/lost-input.js';

const action = (more: object = {}) => ({ Type: 'Action', ActionUrl: 'https://x.example', ...more });
/** A flow whose first state has this Catch; it goes to the first of the states given. */
const flow = (catcher: object, states: Readonly<Record<string, object>>, first: object = {}) => ({
  StartAt: 'Copy',
  States: {
    Copy: action({ ResultPath: '$.copy', Next: 'End', Catch: [{ ErrorEquals: ['States.ALL'], ...catcher }], ...first }),
    ...states,
    End: { Type: 'Pass', End: true },
  },
});
const tell = action({
  Parameters: { to: [{ 'mail.$': '$.email' }], 'why.$': '$.Cause' },
  ResultPath: '$.told',
  Next: 'End',
});
const catcher = { Next: 'Tell' };

describe('a Catch without ResultPath', () => {
  test('is told where a state behind it reads what it threw away', () => {
    expect(lostInput(flow(catcher, { Tell: tell }))).toEqual([
      "The Catch of state 'Copy' that goes to 'Tell' has no ResultPath, so the error replaces all data of the run, but 'Tell' reads $.email. Give the Catch a ResultPath, such as \"$.error\".",
    ]);
    expect(lostInput(flow({ ...catcher, ResultPath: '$' }, { Tell: tell }))).toHaveLength(1);
  });
  test.each([
    ['a ResultPath', flow({ ...catcher, ResultPath: '$.error' }, { Tell: tell })],
    ['a ResultPath of null', flow({ ...catcher, ResultPath: null }, { Tell: tell })],
    [
      'readers of the error alone',
      flow(catcher, { Tell: action({ Parameters: { 'why.$': '$.Cause' }, Next: 'End' }) }),
    ],
    [
      'readers of all there is, or of the run',
      flow(catcher, { Tell: action({ Parameters: { 'all.$': '$', 'id.$': '$._context.run_id' }, Next: 'End' }) }),
    ],
    [
      'texts that only look like paths',
      flow(catcher, { Tell: action({ Parameters: { filePath: '$.email' }, Next: 'End' }) }),
    ],
    [
      'a state that writes it first',
      flow({ Next: 'Make' }, { Make: { Type: 'Pass', Result: 'a', ResultPath: '$.email', Next: 'Tell' }, Tell: tell }),
    ],
    [
      'a state that replaces all first',
      flow({ Next: 'Make' }, { Make: { Type: 'Pass', Result: {}, Next: 'Tell' }, Tell: tell }),
    ],
    ['a state that is not there', flow({ Next: 'None' }, {})],
  ])('is not told with %s', (_, definition) => {
    expect(lostInput(definition)).toEqual([]);
  });
  test('is followed through choices, waits, circles and other Catches', () => {
    const told = (states: Readonly<Record<string, object>>) => lostInput(flow({ Next: 'A' }, states)).join();
    expect(
      told({ A: { Type: 'Choice', Choices: [{ Variable: '$.n', NumericEquals: 1, Next: 'End' }], Default: 'End' } }),
    ).toContain("'A' reads $.n");
    expect(told({ A: { Type: 'Choice', Choices: [{ And: [{ Variable: "$['n']" }], Next: 'End' }] } })).toContain(
      "'A' reads $['n']",
    );
    expect(told({ A: { Type: 'Wait', SecondsPath: '$.seconds', Next: 'A' } })).toContain('$.seconds');
    expect(told({ A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Pass', InputPath: '$.x', End: true } })).toContain(
      "'B' reads $.x",
    );
    expect(
      told({
        A: action({
          ResultPath: '$.a',
          Next: 'End',
          Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.e', Next: 'B' }],
        }),
        B: action({ Parameters: { 'e.$': '$.e.Cause', 'f.$': '$.f' }, End: true }),
      }),
    ).toMatch(/but 'B' reads \$\.f\./);
  });
  test('is told where what is read is written on one way only', () => {
    const definition = flow(
      { Next: 'A' },
      {
        A: { Type: 'Choice', Choices: [{ Variable: '$.Error', IsPresent: true, Next: 'Make' }], Default: 'Tell' },
        Make: { Type: 'Pass', Result: 'a', ResultPath: '$.email', Next: 'Tell' },
        Tell: tell,
      },
    );
    expect(lostInput(definition)).toEqual([expect.stringContaining("'Tell' reads $.email")]);
  });
  test.each([{}, { States: [] }, { States: { A: null, B: { Catch: 'x' }, C: { Catch: [null, {}] } } }])(
    '%j is no trouble',
    (definition) => {
      expect(lostInput(definition)).toEqual([]);
    },
  );
});
