import { beforeAll, describe, expect, test } from 'vitest';
import type { RunningSandbox } from '../src/index.js';
import { clientOf, logIn, openSandbox, type Client } from './signed-in.js';

const server = 'search.api.globus.org';

let sandbox: RunningSandbox;
let ada: Client, grace: Client, admin: Client, anyone: Client;
let cookery: string;

async function signedIn(user: string): Promise<Client> {
  return clientOf(sandbox, 'search', (await logIn(sandbox, user, `urn:globus:auth:scope:${server}:all`))[server]);
}
const subjects = (json: any): string[] =>
  json.gmeta.map(({ subject }: { subject: string }) => subject.replace(/.*[/:]/, ''));
const find = async (client: Client, q: string, more = ''): Promise<string[]> =>
  subjects((await client('GET', `/v1/index/${cookery}/search?q=${encodeURIComponent(q)}${more}`)).json);
const post = async (client: Client, body: object) => (await client('POST', `/v1/index/${cookery}/search`, body)).json;

beforeAll(async () => {
  sandbox = await openSandbox();
  [ada, grace, admin] = [
    await signedIn('ada@globusid.org'),
    await signedIn('grace@globusid.org'),
    await signedIn('admin@globusid.org'),
  ];
  anyone = clientOf(sandbox, 'search');
  cookery = sandbox.env['GLOBUS_SANDBOX_INDEX']!;
});

describe('simple queries', () => {
  test('words find what has them, the best first; * finds all one may see', async () => {
    expect(await find(anyone, 'tomatillo')).toEqual(['Salsa_verde']);
    expect(await find(anyone, 'SOUP noodles')).toEqual(['Pho', 'Gazpacho']);
    expect(await find(anyone, '*')).toHaveLength(3);
    expect(await find(anyone, 'phở')).toEqual(['Pho']);
    expect(await find(anyone, 'nothing-like-it')).toEqual([]);
  });

  test('what is visible to identities, groups and everyone logged in stays theirs', async () => {
    expect(await find(admin, '*')).toHaveLength(4);
    expect(await find(ada, 'secret')).toEqual(['secret-sauce']);
    expect(await find(grace, 'secret')).toEqual([]);
    expect(await find(grace, 'broth')).toEqual(['Pho']);
    expect(await find(admin, 'broth')).toEqual([]);
    expect((await grace('GET', `/v1/index/${cookery}/search?q=secret&bypass_visible_to=true`)).status).toBe(403);
    await ada('POST', `/v1/index/${cookery}/role`, {
      role_name: 'admin',
      principal: `urn:globus:auth:identity:${sandbox.env['GLOBUS_SANDBOX_ADMIN_IDENTITY']}`,
    });
    expect(await find(admin, 'secret', '&bypass_visible_to=True')).toEqual(['secret-sauce']);
  });

  test('principal sets say who one is to an entry, and can be filtered by', async () => {
    const { json } = await grace('GET', `/v1/index/${cookery}/search?q=broth&filter_principal_sets=tasters`);
    expect(json.gmeta).toEqual([
      {
        '@datatype': 'GMetaResult',
        '@version': '2019-08-27',
        subject: 'https://en.wikipedia.org/wiki/Pho',
        entries: [
          {
            entry_id: 'tasting-notes',
            matched_principal_sets: ['tasters'],
            content: expect.objectContaining({ reviewer: 'Grace Hopper' }),
          },
        ],
      },
    ]);
    expect(await find(ada, 'broth', '&filter_principal_sets=tasters')).toEqual([]);
  });

  test('pages say whether there are more, and reach no further than 10000', async () => {
    expect((await anyone('GET', `/v1/index/${cookery}/search?q=*&limit=2`)).json).toMatchObject({
      '@datatype': 'GSearchResult',
      count: 2,
      total: 3,
      offset: 0,
      has_next_page: true,
    });
    expect((await anyone('GET', `/v1/index/${cookery}/search?q=*&limit=2&offset=2&advanced=False`)).json).toMatchObject(
      { count: 1, total: 3, offset: 2, has_next_page: false },
    );
    expect(
      (await anyone('GET', `/v1/index/${cookery}/search?q=*&limit=10000&offset=1`)).json.error_data.messages,
    ).toEqual({ query: { limit: [expect.stringContaining('10000')] } });
    expect((await anyone('GET', `/v1/index/${cookery}/search?limit=x`)).json.error_data.messages.query).toEqual({
      q: ['Missing data for required field.'],
      limit: ['Not a valid integer, 0 or more.'],
    });
  });
});

describe('advanced queries', () => {
  test.each([
    ['cuisine:mexican', ['Salsa_verde']],
    ['garlic AND NOT cucumber', ['Salsa_verde']],
    ['tomato OR beef', ['Gazpacho', 'Pho']],
    ['+soup -beef', ['Gazpacho']],
    ['"star anise"', ['Pho']],
    ['"anise star"', []],
    ['ingredients.name:"serrano pepper"', ['Salsa_verde']],
    ['minutes:[20 TO 35]', ['Gazpacho', 'Salsa_verde']],
    ['minutes:{20 TO 35]', ['Salsa_verde']],
    ['rating:>=4.5', ['Pho', 'Salsa_verde']],
    ['added:[2019-06-01 TO *]', ['Gazpacho', 'Pho']],
    ['title:gaz*', ['Gazpacho']],
    ['keywords:t?matillo', ['Salsa_verde']],
    ['tomatilo~1', ['Salsa_verde']],
    ['(cuisine:vietnamese OR cuisine:spanish) AND minutes:<100', ['Gazpacho']],
    ['cuisine:(spanish vietnamese)', ['Gazpacho', 'Pho']],
    ['_exists_:ingredients.unit AND cuisine:/mex.*/', ['Salsa_verde']],
    ['NOT soup', ['Salsa_verde']],
    ['*:*', ['Gazpacho', 'Pho', 'Salsa_verde']],
  ])('%s', async (q, expected) => {
    expect((await find(anyone, q, '&advanced=true')).sort()).toEqual(expected);
  });

  test('what is boosted comes first: words, groups of them, ranges and regular expressions', async () => {
    for (const [first, second] of [
      ['cuisine:vietnamese', 'cuisine:spanish'],
      ['(cuisine:vietnamese OR nothing)', '(cuisine:spanish OR nothing)'],
      ['cuisine:(vietnamese nothing)', 'cuisine:(spanish nothing)'],
      ['minutes:[200 TO *]', 'minutes:[* TO 20]'],
      ['cuisine:/viet.*/', 'cuisine:/span.*/'],
    ]) {
      expect(await find(anyone, `${first}^3 OR ${second}`, '&advanced=true')).toEqual(['Pho', 'Gazpacho']);
      expect(await find(anyone, `${first} OR ${second}^3`, '&advanced=true')).toEqual(['Gazpacho', 'Pho']);
    }
  });

  test('a query that makes no sense says where', async () => {
    for (const q of ['(soup', 'soup AND', '"soup', 'minutes:[1 2]', 'OR soup', 'soup)', 'soup^x']) {
      expect(await anyone('GET', `/v1/index/${cookery}/search?advanced=true&q=${encodeURIComponent(q)}`)).toMatchObject(
        {
          status: 400,
          json: { code: 'BadRequest.QueryParseError', message: expect.stringMatching(/at character \d+$/) },
        },
      );
    }
    expect(await find(anyone, '(soup')).toEqual(['Gazpacho', 'Pho']);
  });
});

describe('search requests', () => {
  const filtered = async (filters: object[]) =>
    subjects(await post(anyone, { '@version': 'query#1.0.0', filters })).sort();

  test('filters of each type', async () => {
    expect(await filtered([{ type: 'match_any', field_name: 'cuisine', values: ['spanish', 'vietnamese'] }])).toEqual([
      'Gazpacho',
      'Pho',
    ]);
    expect(await filtered([{ type: 'match_all', field_name: 'keywords', values: ['soup', 'cold'] }])).toEqual([
      'Gazpacho',
    ]);
    expect(await filtered([{ type: 'range', field_name: 'added', values: [{ from: '*', to: '2019-07-02' }] }])).toEqual(
      ['Gazpacho', 'Salsa_verde'],
    );
    expect(
      await filtered([{ type: 'range', field_name: 'minutes', values: [{ gt: 20, lt: 100 }, { gte: 240 }] }]),
    ).toEqual(['Pho', 'Salsa_verde']);
    expect(
      await filtered([
        { type: 'exists', field_name: 'ingredients.unit' },
        { type: 'like', field_name: 'title', value: '*a*' },
      ]),
    ).toEqual(['Gazpacho', 'Salsa_verde']);
    expect(
      await filtered([
        {
          type: 'not',
          filter: {
            type: 'or',
            filters: [
              { type: 'match_any', field_name: 'title', values: ['Gazpacho'] },
              { type: 'match_any', field_name: 'rating', values: ['4.9'] },
            ],
          },
        },
      ]),
    ).toEqual(['Salsa_verde']);
    expect(
      await filtered([
        {
          type: 'and',
          filters: [
            { type: 'match_any', field_name: 'keywords', values: ['soup'] },
            { type: 'range', field_name: 'rating', values: [{ from: 4.5, to: '*' }] },
          ],
        },
      ]),
    ).toEqual(['Pho']);
  });

  test('places are found in boxes and shapes, in fields that were declared to hold places', async () => {
    expect(
      await filtered([
        {
          type: 'geo_bounding_box',
          field_name: 'origin.location',
          top_left: { lat: 60, lon: -20 },
          bottom_right: { lat: 30, lon: 20 },
        },
      ]),
    ).toEqual(['Gazpacho']);
    const asia = {
      type: 'Polygon',
      coordinates: [
        [
          [90, 0],
          [120, 0],
          [120, 40],
          [90, 40],
          [90, 0],
        ],
      ],
    };
    expect(
      await filtered([{ type: 'geo_shape', field_name: 'origin.location', shape: asia, relation: 'within' }]),
    ).toEqual(['Pho']);
    expect(await post(anyone, { filters: [{ type: 'geo_shape', field_name: 'title', shape: asia }] })).toMatchObject({
      status: 400,
      code: 'BadRequest.IncompatibleFieldType',
    });
  });

  test('facets of each type', async () => {
    const json = await post(anyone, {
      q: '*',
      limit: 0,
      facets: [
        { name: 'Keywords', type: 'terms', field_name: 'keywords', size: 2 },
        { name: 'Years', type: 'date_histogram', field_name: 'added', date_interval: 'year' },
        {
          name: 'Minutes',
          type: 'numeric_histogram',
          field_name: 'minutes',
          size: 2,
          histogram_range: { low: 0, high: 100 },
        },
        { type: 'sum', field_name: 'minutes' },
        { type: 'avg', field_name: 'rating' },
      ],
    });
    expect(json).toMatchObject({ count: 0, total: 3 });
    expect(
      json.facet_results.map(({ name, value, buckets }: any) => [
        name,
        value ?? buckets.map((bucket: any) => [bucket.value, bucket.count]),
      ]),
    ).toEqual([
      [
        'Keywords',
        [
          ['soup', 2],
          ['beef', 1],
        ],
      ],
      [
        'Years',
        [
          ['2019-01-01 00:00:00', 2],
          ['2020-01-01 00:00:00', 1],
        ],
      ],
      [
        'Minutes',
        [
          [{ from: 0, to: 50 }, 2],
          [{ from: 50, to: 100 }, 0],
        ],
      ],
      ['minutes', 295],
      ['rating', (4.5 + 4.1 + 4.9) / 3],
    ]);
  });

  test('filters restrict facets in the new format; in the old one only where they are told to', async () => {
    const facets = [{ name: 'n', type: 'terms', field_name: 'cuisine' }];
    const filter = { type: 'match_any', field_name: 'cuisine', values: ['mexican'] };
    expect(await post(anyone, { q: '*' })).toMatchObject({ facet_results: [] });
    const buckets = async (body: object) =>
      (await post(anyone, { q: '*', facets, ...body })).facet_results[0].buckets.length;
    expect(await buckets({ '@version': 'query#1.0.0', filters: [filter] })).toBe(1);
    expect(await buckets({ '@version': 'query#1.0.0', post_facet_filters: [filter] })).toBe(4);
    expect(await buckets({ filters: [filter] })).toBe(4);
    expect(await buckets({ filters: [{ ...filter, post_filter: false }] })).toBe(1);
    expect(await buckets({ filters: [{ ...filter, type: 'match_all' }] })).toBe(1);
  });

  test('sorts and boosts decide the order', async () => {
    expect(subjects(await post(anyone, { q: '*', sort: [{ field_name: 'minutes', order: 'asc' }] }))).toEqual([
      'Gazpacho',
      'Salsa_verde',
      'Pho',
    ]);
    expect(subjects(await post(anyone, { q: '*', sort: [{ field_name: 'rating' }] }))).toEqual([
      'Pho',
      'Salsa_verde',
      'Gazpacho',
    ]);
    expect(
      subjects(
        await post(anyone, { q: 'garlic tomato tomatillo', boosts: [{ field_name: 'title', factor: 10 }] }),
      ).sort(),
    ).toEqual(['Gazpacho', 'Salsa_verde']);
    const plain = subjects(await post(anyone, { q: 'beef salsa' }));
    expect(plain[0]).toBe('Salsa_verde');
    expect(
      subjects(await post(anyone, { q: 'beef salsa', boosts: [{ field_name: 'ingredients.name', factor: 50 }] }))[0],
    ).toBe('Pho');
  });

  test('q_settings joins words by and', async () => {
    expect(
      subjects(
        await post(anyone, {
          '@version': 'query#1.0.0',
          q: 'garlic cucumber',
          q_settings: { mode: 'query_string', default_operator: 'and' },
        }),
      ),
    ).toEqual(['Gazpacho']);
  });

  test('everything wrong with a request is told at once', async () => {
    const json = await post(anyone, {
      '@version': 'query#9',
      q: 3,
      limit: -1,
      advanced: 'x',
      filters: [{ type: 'near' }, { type: 'match_any', values: 1 }],
      facets: [{ type: 'terms' }],
      sort: [{ field_name: 'a', order: 'up' }],
    });
    expect(json).toMatchObject({
      '@datatype': 'GError',
      code: 'BadRequest.ValidationError',
      message: 'Request failed input validation.',
    });
    expect(json.error_data.messages.json).toMatchObject({
      '@version': [expect.any(String)],
      q: ['Not a valid string.'],
      limit: [expect.any(String)],
      advanced: ['Not a valid boolean.'],
      filters: {
        0: { type: [expect.stringContaining('match_all')] },
        1: { field_name: ['Missing data for required field.'], values: ['Not a valid list.'] },
      },
      facets: { 0: { field_name: ['Missing data for required field.'] } },
      sort: { 0: { order: ['Must be one of: asc, desc.'] } },
    });
  });

  test('a scroll goes through everything, page by page', async () => {
    const seen: string[] = [];
    let marker: string | null = null;
    do {
      const { json }: any = await ada('POST', `/v1/index/${cookery}/scroll`, {
        '@version': 'scroll#1.0.0',
        q: '*',
        limit: 2,
        ...(marker === null ? {} : { marker }),
      });
      seen.push(...subjects(json));
      expect(json.has_next_page).toBe(json.marker !== null);
      marker = json.marker;
    } while (marker !== null);
    expect(seen.sort()).toEqual(['Gazpacho', 'Pho', 'Salsa_verde', 'porridge', 'secret-sauce']);
  });
});
