/** The JSON Schema that world files are checked with: the form of `form.ts`. */

type Schema = Readonly<Record<string, unknown>>;
const text: Schema = { type: 'string', minLength: 1 };
const flag: Schema = { type: 'boolean' };
const map: Schema = { type: 'object' };
const list = (items: Schema): Schema => ({ type: 'array', items });
const word = (...words: string[]): Schema => ({ enum: words });
const id: Schema = { type: 'string', pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' };
const count: Schema = { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER };
const repeat: Schema = { type: 'integer', minimum: 1, maximum: 10_000 };
/** Nothing but these keys; those that end in `!` must be there. */
const only = (keys: Record<string, Schema>): Schema => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(keys).flatMap((key) => (key.endsWith('!') ? [key.slice(0, -1)] : [])),
  properties: Object.fromEntries(Object.entries(keys).map(([key, schema]) => [key.replace(/!$/, ''), schema])),
});

const files: Schema = { $ref: '#/$defs/files' };
const place = only({ 'collection!': text, 'path!': text });
const roles = list(
  only({
    'to!': text,
    'role!': word('administrator', 'access_manager', 'activity_manager', 'activity_monitor', 'access_monitor'),
  }),
);
const guests = list(
  only({
    ...{ repeat, 'name!': text, id, 'owner!': text, 'path!': text, settings: map, files, roles },
    permissions: list(only({ repeat, 'to!': text, 'path!': text, 'access!': word('r', 'rw') })),
  }),
);
const collections = list(
  only({ repeat, 'name!': text, id, owner: text, base_path: text, settings: map, files, roles, guests }),
);
const texts = list(text);

export const worldSchema: Schema = {
  ...only({
    title: text,
    description: text,
    clock: text,
    user: text,
    identity_providers: list(only({ 'name!': text, id, 'domains!': texts })),
    people: list(only({ repeat, 'username!': text, id, name: text, email: text, organization: text, linked: texts })),
    groups: list(
      only({
        ...{ repeat, 'name!': text, id, description: text, parent: text, join_requests: flag },
        visibility: word('authenticated', 'private'),
        members_visibility: word('members', 'managers'),
        'admins!': { ...texts, minItems: 1 },
        managers: texts,
        members: texts,
      }),
    ),
    endpoints: list(
      only({
        ...{ repeat, 'name!': text, id, 'owner!': text, description: text, organization: text },
        ...{ subscribed: flag, roles },
        gateways: list(only({ 'name!': text, id, settings: map, collections })),
      }),
    ),
    computers: list(
      only({ repeat, 'name!': text, id, 'owner!': text, description: text, connected: flag, paused: flag, files }),
    ),
    indexes: list(
      only({
        ...{ repeat, 'name!': text, id, description: text, 'owner!': text, admins: texts, writers: texts },
        field_mapping: map,
        entries: list(only({ repeat, 'subject!': text, id: text, visible_to: texts, 'content!': map })),
      }),
    ),
    flows: list(
      only({
        ...{ repeat, 'title!': text, id, 'owner!': text, subtitle: text, description: text, keywords: texts },
        ...{ 'definition!': map, input_schema: map },
        ...{ viewers: texts, starters: texts, administrators: texts, run_managers: texts, run_monitors: texts },
      }),
    ),
    timers: list(
      only({
        ...{ repeat, 'name!': text, id, 'owner!': text, 'schedule!': map },
        'copy!': only({ 'from!': place, 'to!': place, recursive: flag }),
      }),
    ),
    compute_endpoints: list(
      only({ repeat, 'name!': text, id, 'owner!': text, description: text, public: flag, online: flag }),
    ),
    functions: list(
      only({ repeat, 'name!': text, id, 'owner!': text, description: text, public: flag, source: text, code: text }),
    ),
    bookmarks: list(only({ repeat, 'name!': text, 'owner!': text, 'collection!': text, 'path!': text })),
    tasks: list(
      only({
        ...{ repeat, id, label: text, 'owner!': text, 'type!': word('TRANSFER', 'DELETE') },
        ...{ 'status!': word('SUCCEEDED', 'FAILED'), 'source!': id, destination: id },
        ...{ 'requested!': text, 'completed!': text, files: count, directories: count, bytes: count, faults: count },
      }),
    ),
    faults: list(map),
  }),
  $defs: {
    files: {
      type: 'object',
      additionalProperties: {
        anyOf: [{ type: 'string' }, { type: 'integer', minimum: 0 }, { $ref: '#/$defs/files' }],
      },
    },
  },
};
