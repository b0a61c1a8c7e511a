import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { WentBackError } from '../../../src/errors.js';
import type { Json } from '../../../src/json.js';
import { askInputWords, inputWords } from '../../../src/globus/flows/asked-input.js';
import { runInput } from '../../../src/globus/flows/input.js';
import type { Leading } from '../../../src/tools.js';
import type { Schema } from '../../../src/globus/flows/schema.js';

const one = 'f8162416-e76d-11f1-9ff5-02fc00000001';
const place: Schema = { type: 'object', properties: { id: { type: 'string' }, path: { type: 'string' } } };
const notices = { warn: (text: string) => expect.unreachable(text) };
const flowsOf = (schema: Schema) => ({ getFlow: async () => ({ input_schema: schema }) as never });
const nobody = { input: expect.unreachable, confirm: expect.unreachable, select: expect.unreachable } as never;

/** The input that words of a line give. */
const read = async (words: readonly string[], schema: Schema) => {
  const at = words.indexOf('--input');
  const input = at === -1 ? undefined : (JSON.parse(words[at + 1] ?? '') as Record<string, Json>);
  return runInput({ flowId: 'F', input, fields: at === -1 ? words : [] }, { flows: flowsOf(schema), notices });
};

const leaf = fc.oneof(
  fc.record({ schema: fc.constant<Schema>({ type: 'string' }), value: fc.string() }),
  fc.record({ schema: fc.constant<Schema>({ type: 'integer' }), value: fc.integer() }),
  fc.record({
    schema: fc.constant<Schema>({ type: 'number' }),
    value: fc.double({ noNaN: true, noDefaultInfinity: true }),
  }),
  fc.record({ schema: fc.constant<Schema>({ type: 'boolean' }), value: fc.boolean() }),
  fc.record({
    schema: fc.constant<Schema>({ type: ['null', 'string'] }),
    value: fc.constantFrom(null, 'null', '3', 'x'),
  }),
  fc.record({
    schema: fc.constant<Schema>({ type: ['integer', 'string'] }),
    value: fc.constantFrom(3, '3', '1e3', 'x'),
  }),
  fc.record({ schema: fc.constant<Schema>({}), value: fc.constantFrom<Json>(3, '3', null, 'x', [1], { a: 1 }) }),
  fc.record({
    schema: fc.constant<Schema>({ type: 'array', items: { type: 'string' } }),
    value: fc.array(fc.string(), { maxLength: 3 }),
  }),
  fc.record({ schema: fc.constant(place), value: fc.constantFrom({ id: one, path: '/a b' }, { id: one }) }),
);
const key = fc.oneof(
  { weight: 9, arbitrary: fc.stringMatching(/^[a-z_][a-z0-9_-]{0,8}$/) },
  { weight: 1, arbitrary: fc.string() },
);
const fields = fc.dictionary(key, leaf, { maxKeys: 4, noNullPrototype: true });

describe('the words that give an input', () => {
  test('are read back as the same input, whatever is in it', async () => {
    await fc.assert(
      fc.asyncProperty(fields, fields, async (outer, inner) => {
        const schemaOf = (some: typeof outer): Schema => ({
          type: 'object',
          properties: Object.fromEntries(Object.entries(some).map(([name, { schema }]) => [name, schema])),
        });
        const valuesOf = (some: typeof outer) =>
          Object.fromEntries(Object.entries(some).map(([name, { value }]) => [name, value as Json]));
        const schema = { ...schemaOf(outer), properties: { ...schemaOf(outer).properties, within: schemaOf(inner) } };
        const body = { ...valuesOf(outer), within: valuesOf(inner) };
        expect(await read(inputWords(body, schema), schema)).toEqual(JSON.parse(JSON.stringify(body)));
      }),
    );
  });

  test('are as a person types them', () => {
    const schema: Schema = {
      properties: {
        source: place,
        retries: { type: 'integer' },
        tags: { type: 'array' },
        deep: { properties: { on: { type: 'boolean' } } },
      },
    };
    const body = { source: { id: one, path: '/x' }, retries: 3, tags: ['a'], deep: { on: true } };
    const chosen = new Map([[`${one}:/x`, '@data:x']]);
    expect(inputWords(body, schema, chosen)).toEqual(['source=@data:x', 'retries=3', 'tags:=["a"]', 'deep.on=true']);
    expect(inputWords({}, schema)).toEqual(['--input', '{}']);
    expect(inputWords({ 'a.b': 1 }, {})).toEqual(['--input', '{"a.b":1}']);
  });
});

describe('a collection in an input', () => {
  const schema: Schema = { properties: { source: place, more: place }, required: ['source'] };

  /** Chooses a place, and says whether one that may be left out is given. */
  const choosing = (isGiven: boolean) => {
    const asked: string[] = [];
    const tools = {
      connect: async () => flowsOf(schema),
      idOf: async (kind: string, text: string) => `${kind} ${text}`,
      prompt: {
        ...(nobody as object),
        confirm: async (question: string) => {
          asked.push(question);
          return isGiven;
        },
      } as never,
      place: async (text: string) => ({ id: one, path: text.slice(text.indexOf(':') + 1) }),
      pick: async (_kind: unknown, question: string) => {
        asked.push(question);
        return `Lab data:/${question}`;
      },
      once: <T>(_what: string, find: () => Promise<T>) => find(),
    };
    return { asked, tools };
  };

  test('is chosen, and stands in the words as it was; one that may be left out is asked about first', async () => {
    const left = choosing(false);
    expect(await askInputWords('Copy', left.tools)).toEqual(['source=Lab data:/source']);
    expect(left.asked).toEqual(['source', 'Give more [optional]?']);
    const given = choosing(true);
    const words = ['source=Lab data:/source', 'more=Lab data:/more [optional]'];
    expect(await askInputWords('Copy', given.tools)).toEqual(words);
    expect(given.asked).toEqual(['source', 'Give more [optional]?', 'more [optional]']);
  });

  test('that is not chosen is gone back from, and at the first nothing is done', async () => {
    const ask = { ...(nobody as object), confirm: async () => true } as never;
    const picked: Leading<string>[] = [];
    const answers = ['Lab:/a', undefined, undefined];
    const places = {
      pick: async (_question: string, leading: Leading<string>) => {
        picked.push(leading);
        return answers.shift();
      },
      find: async () => ({ id: one, path: '/' }),
    };
    const only: Schema = { properties: { source: place, more: place }, required: ['source', 'more'] };
    const filled = runInput(
      { flowId: 'F', input: undefined, fields: [] },
      { flows: flowsOf(only), notices, places, ask },
    );
    await expect(filled).rejects.toThrow(WentBackError);
    expect(picked).toEqual([
      { former: undefined, escape: 'leave' },
      { former: undefined, escape: 'back' },
      { former: 'Lab:/a', escape: 'leave' },
    ]);
  });

  test('is given by name in a field, and looked up; by id it costs nothing', async () => {
    const found: string[] = [];
    const places = {
      pick: async () => undefined,
      find: async (text: string, name: string) => {
        found.push(`${name}: ${text}`);
        return { id: one, path: '/data/run7' };
      },
    };
    const tools = { flows: flowsOf(schema), notices, places };
    const fields = ['source=@data:run7', `more=${one}:/y`];
    expect(await runInput({ flowId: 'F', input: undefined, fields }, tools)).toEqual({
      source: { id: one, path: '/data/run7' },
      more: { id: one, path: '/y' },
    });
    expect(found).toEqual(['source: @data:run7']);
  });
});
