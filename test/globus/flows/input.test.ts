import { describe, expect, test } from 'vitest';
import { UsageError } from '../../../src/errors.js';
import type { AnswerCheck } from '../../../src/tools.js';
import { askForm } from '../../../src/globus/flows/form.js';
import { runInput } from '../../../src/globus/flows/input.js';
import { fieldAt, isCollection, type Schema, valueFor } from '../../../src/globus/flows/schema.js';
import { optionId } from '../../../src/globus/flows/web-input.js';

const collection = 'f8162416-e76d-11f1-9ff5-02fc00000001';
const place: Schema = { type: 'object', properties: { id: { type: 'string' }, path: { type: 'string' } } };

describe('what a word means', () => {
  test.each<[string, Schema | undefined, unknown]>([
    ['3', { type: 'integer' }, 3],
    ['3', { type: 'string' }, '3'],
    ['3', { type: ['string', 'integer'] }, 3],
    ['true', { type: 'boolean' }, true],
    ['null', { anyOf: [{ type: 'null' }, { type: 'string' }] }, null],
    ['1,2', { type: 'array', items: { type: 'integer' } }, [1, 2]],
    ['', { type: 'array' }, []],
    ['["a,b"]', { type: 'array' }, ['a,b']],
    ['2', { enum: [1, 2] }, 2],
    ['3', undefined, '3'],
    [`${collection}:/a:b`, place, { id: collection, path: '/a:b' }],
    [collection, { type: 'object', format: 'globus-collection' }, { id: collection }],
  ])('%s for %j', (raw, schema, value) => {
    expect(valueFor(raw, schema, 'x')).toEqual(value);
  });
  test.each<[string, Schema, string]>([
    ['x', { type: 'integer' }, 'an integer'],
    ['1.5', { type: 'integer' }, 'an integer'],
    ['x', { type: ['number', 'boolean'] }, 'a number or a boolean'],
    ['/data', place, 'a collection, as ID:PATH'],
  ])('%s is refused for %j', (raw, schema, wanted) => {
    expect(() => valueFor(raw, schema, 'x')).toThrow(
      new UsageError(`The value of x has to be ${wanted}; '${raw}' is not.`),
    );
  });
  test('fields are found by their own names only', () => {
    const schema: Schema = { properties: { source: place } };
    expect(isCollection(fieldAt(schema, ['source']))).toBe(true);
    expect(fieldAt(schema, ['source', 'path'])).toEqual({ type: 'string' });
    expect(fieldAt(schema, ['constructor'])).toBeUndefined();
  });
});

/** Somebody who gives these answers one after the other; what was asked is noted. */
function answering(...answers: readonly (string | boolean)[]) {
  const asked: string[] = [];
  const refusals: string[] = [];
  const left = [...answers];
  const next = (question: string) => {
    asked.push(question);
    if (!left.length) throw new Error(`nobody answers '${question}'`);
    return left.shift() as never;
  };
  const ask = {
    input: async (question: string, { check }: { readonly check?: AnswerCheck | undefined } = {}): Promise<string> => {
      for (;;) {
        const answer: string = next(question);
        const reason = await check?.(answer);
        if (reason === undefined) return answer;
        refusals.push(reason);
      }
    },
    confirm: async (question: string) => next(question),
    select: async (question: string) => next(question),
  };
  return { ask, asked, refusals };
}

describe('a form', () => {
  test('asks for what is required first, again where it does not fit, and leaves out what is left out', async () => {
    const schema: Schema = {
      properties: {
        note: { type: 'string' },
        mode: { enum: ['fast', 'slow'] },
        count: { type: 'integer', title: 'How many', description: 'of them' },
        source: { type: 'object', properties: { deep: { type: 'boolean' } } },
        fixed: { const: 7 },
      },
      required: ['count', 'mode', 'fixed'],
    };
    const { ask, asked, refusals } = answering('1', 'many', '3', '', true, '');
    const body = await askForm(schema, { ask });
    expect(body).toEqual({ mode: 'slow', count: 3, fixed: 7, source: {} });
    expect(asked).toEqual([
      'mode',
      'How many (of them)',
      'How many (of them)',
      'note [optional]',
      'Give source [optional]?',
      'source.deep [optional]',
    ]);
    expect(refusals).toEqual(["The value of 'How many' has to be an integer; 'many' is not."]);
  });
});

describe('the input of a run', () => {
  const schema = {
    type: 'object',
    properties: { source: place, retries: { type: 'integer' } },
    required: ['retries'],
    additionalProperties: false,
  };
  const warned: string[] = [];
  const tools = (input_schema: unknown, ask?: ReturnType<typeof answering>['ask']) => ({
    flows: { getFlow: async () => ({ id: 'F', title: '', input_schema }) as never },
    notices: { warn: (text: string) => void warned.push(text) },
    ask,
  });
  const unasked = { flows: { getFlow: () => Promise.reject(new Error('asked')) }, notices: { warn: () => undefined } };

  test('is given as it is, and nothing where nobody is there to ask; neither costs a request', async () => {
    expect(await runInput({ flowId: 'F', input: { a: 1 }, fields: [] }, unasked)).toEqual({ a: 1 });
    expect(await runInput({ flowId: 'F', input: undefined, fields: [] }, unasked)).toEqual({});
  });
  test('fields come on top of it, and it stays as it was', async () => {
    const input = { retries: 1, source: { id: collection } };
    expect(await runInput({ flowId: 'F', input, fields: ['source.path=/x=y', 'retries:=2'] }, tools(schema))).toEqual({
      retries: 2,
      source: { id: collection, path: '/x=y' },
    });
    expect(input).toEqual({ retries: 1, source: { id: collection } });
  });
  test('a key may have any name', async () => {
    const body = await runInput({ flowId: 'F', input: undefined, fields: ['__proto__.x=1'] }, tools({}));
    expect(JSON.stringify(body)).toBe('{"__proto__":{"x":"1"}}');
  });
  test('is asked for where there is none', async () => {
    const { ask } = answering('4', false);
    expect(
      await runInput(
        { flowId: 'F', input: undefined, fields: [] },
        tools({ properties: { retries: { type: 'integer' } } }, ask),
      ),
    ).toEqual({ retries: 4 });
  });
  test.each([
    [['x=1'], 'must NOT have additional properties: x'],
    [['source.path=/'], "must have required property 'retries'"],
    [['retries'], "'retries' is not KEY=VALUE or KEY:=JSON."],
    [['retries:={'], 'The value of retries is not JSON'],
  ])('%j is refused', async (fields, reason) => {
    await expect(runInput({ flowId: 'F', input: undefined, fields }, tools(schema))).rejects.toThrow(reason);
  });
  test('a schema that cannot be read leaves the check to the service', async () => {
    expect(await runInput({ flowId: 'F', input: undefined, fields: ['a=1'] }, tools({ type: 'nothing' }))).toEqual({
      a: '1',
    });
    expect(warned).toEqual([expect.stringContaining('The input cannot be checked here')]);
  });
  test('a pattern that takes for ever leaves the check to the service', async () => {
    const slow = { properties: { a: { type: 'string', pattern: '^(a+)+$' } } };
    const input = `a=${'a'.repeat(60)}!`;
    await runInput({ flowId: 'F', input: undefined, fields: [input] }, tools(slow));
    expect(warned.slice(-1)).toEqual([expect.stringContaining('it takes too long')]);
  });
});

describe('the answer to a question', () => {
  const options = [
    { option_id: 'yes-1', label: 'Approve' },
    { option_id: 'no-1', label: 'Refuse', description: 'for good' },
    { option_id: 'no-2', label: 'refuse' },
  ];
  const flows = { getWebInput: async () => ({ id: 'W', title: 'Go on?', options }) as never };
  test('is meant by label or id', async () => {
    expect(await optionId('W', 'approve', { flows })).toBe('yes-1');
    expect(await optionId('W', 'no-2', { flows })).toBe('no-2');
    const silent = { getWebInput: () => Promise.reject(new Error('asked')) };
    for (const id of [collection, collection.toUpperCase(), collection.replaceAll('-', '')])
      expect(await optionId('W', id, { flows: silent })).toBe(collection);
  });
  test('is asked for where it is missing', async () => {
    const { ask, asked } = answering('no-1');
    expect(await optionId('W', undefined, { flows, ask })).toBe('no-1');
    expect(asked).toEqual(['Go on?']);
  });
  test.each([
    ['refuse', "Several answers are called 'refuse'; give an id."],
    ['maybe', "There is no answer 'maybe'."],
    [undefined, "Missing argument 'OPTION'."],
  ])('%s is refused, with what there is', async (answer, message) => {
    await expect(optionId('W', answer, { flows })).rejects.toMatchObject({
      message,
      hint: expect.stringContaining('yes-1  Approve'),
    });
  });
});

test('what has no id is no answer', async () => {
  const options = [
    { option_id: {}, label: 'Approve' },
    { option_id: 'no', label: 'Reject' },
  ];
  const flows = { getWebInput: async () => ({ options }) as never };
  await expect(optionId('W', 'Approve', { flows })).rejects.toMatchObject({ hint: 'The answers are:\n  no  Reject' });
});
