/** The form of a world file: what is below each key, as types and as the JSON Schema that files are checked with. */

interface Repeated {
  /** Makes this many of it: `{n}` in its texts is 1, 2, ..., with zeros before it where the number has more digits. */
  readonly repeat?: number;
}
export interface PersonForm extends Repeated {
  readonly username: string;
  readonly id?: string;
  readonly name?: string;
  readonly email?: string;
  readonly organization?: string;
  /** Further identities of the same person. */
  readonly linked?: readonly string[];
}
export interface ProviderForm {
  readonly name: string;
  readonly id?: string;
  readonly domains: readonly string[];
}
export interface GroupForm extends Repeated {
  readonly name: string;
  readonly id?: string;
  readonly description?: string;
  readonly parent?: string;
  readonly visibility?: 'authenticated' | 'private';
  readonly members_visibility?: 'members' | 'managers';
  readonly join_requests?: boolean;
  readonly admins: readonly string[];
  readonly managers?: readonly string[];
  readonly members?: readonly string[];
}
export interface RoleForm {
  readonly to: string;
  readonly role: 'administrator' | 'access_manager' | 'activity_manager' | 'activity_monitor' | 'access_monitor';
}
export interface PermissionForm extends Repeated {
  readonly to: string;
  readonly path: string;
  readonly access: 'r' | 'rw';
}
/** Names to what is there: a text or a number of bytes for a file, more files for a folder. */
export interface FilesForm {
  readonly [name: string]: string | number | FilesForm;
}
export interface GuestForm extends Repeated {
  readonly name: string;
  readonly id?: string;
  readonly owner: string;
  readonly path: string;
  readonly settings?: Record<string, unknown>;
  readonly files?: FilesForm;
  readonly permissions?: readonly PermissionForm[];
  readonly roles?: readonly RoleForm[];
}
export interface CollectionForm extends Repeated {
  readonly name: string;
  readonly id?: string;
  readonly owner?: string;
  readonly base_path?: string;
  readonly settings?: Record<string, unknown>;
  readonly files?: FilesForm;
  readonly roles?: readonly RoleForm[];
  readonly guests?: readonly GuestForm[];
}
export interface GatewayForm {
  readonly name: string;
  readonly id?: string;
  readonly settings?: Record<string, unknown>;
  readonly collections?: readonly CollectionForm[];
}
export interface EndpointForm extends Repeated {
  readonly name: string;
  readonly id?: string;
  readonly owner: string;
  readonly description?: string;
  readonly organization?: string;
  readonly subscribed?: boolean;
  readonly roles?: readonly RoleForm[];
  readonly gateways?: readonly GatewayForm[];
}
export interface ComputerForm extends Repeated {
  readonly name: string;
  readonly id?: string;
  readonly owner: string;
  readonly description?: string;
  readonly connected?: boolean;
  readonly paused?: boolean;
  readonly files?: FilesForm;
}
export interface IndexForm extends Repeated {
  readonly name: string;
  readonly id?: string;
  readonly description?: string;
  readonly owner: string;
  readonly admins?: readonly string[];
  readonly writers?: readonly string[];
  readonly field_mapping?: Record<string, string>;
  readonly entries?: readonly EntryForm[];
}
export interface EntryForm extends Repeated {
  readonly subject: string;
  readonly id?: string;
  readonly visible_to?: readonly string[];
  readonly content: Record<string, unknown>;
}
export interface FlowForm extends Repeated {
  readonly title: string;
  readonly id?: string;
  readonly owner: string;
  readonly subtitle?: string;
  readonly description?: string;
  readonly keywords?: readonly string[];
  readonly definition: Record<string, unknown>;
  readonly input_schema?: Record<string, unknown>;
  readonly viewers?: readonly string[];
  readonly starters?: readonly string[];
  readonly administrators?: readonly string[];
  readonly run_managers?: readonly string[];
  readonly run_monitors?: readonly string[];
}
export interface TimerForm extends Repeated {
  readonly name: string;
  readonly id?: string;
  readonly owner: string;
  readonly schedule: Record<string, unknown>;
  readonly copy: { readonly from: PlaceForm; readonly to: PlaceForm; readonly recursive?: boolean };
}
/** A task that is over; nothing is copied for it. */
export interface TaskForm extends Repeated {
  readonly id?: string;
  readonly label?: string;
  readonly owner: string;
  readonly type: 'TRANSFER' | 'DELETE';
  readonly status: 'SUCCEEDED' | 'FAILED';
  readonly source: string;
  readonly destination?: string;
  readonly requested: string;
  readonly completed: string;
  readonly files?: number;
  readonly directories?: number;
  readonly bytes?: number;
  readonly faults?: number;
}
export interface PlaceForm {
  readonly collection: string;
  readonly path: string;
}
export interface BookmarkForm extends Repeated, PlaceForm {
  readonly name: string;
  readonly owner: string;
}
export interface WorldForm {
  readonly title?: string;
  readonly description?: string;
  /** The time at which it begins. */
  readonly clock?: string;
  /** As whom scripts log in. */
  readonly user?: string;
  readonly identity_providers?: readonly ProviderForm[];
  readonly people?: readonly PersonForm[];
  readonly groups?: readonly GroupForm[];
  readonly endpoints?: readonly EndpointForm[];
  readonly computers?: readonly ComputerForm[];
  readonly indexes?: readonly IndexForm[];
  readonly flows?: readonly FlowForm[];
  readonly timers?: readonly TimerForm[];
  readonly bookmarks?: readonly BookmarkForm[];
  readonly tasks?: readonly TaskForm[];
  readonly faults?: readonly Record<string, unknown>[];
}

type Schema = Readonly<Record<string, unknown>>;
const text: Schema = { type: 'string', minLength: 1 };
const flag: Schema = { type: 'boolean' };
const map: Schema = { type: 'object' };
const list = (items: Schema): Schema => ({ type: 'array', items });
const word = (...words: string[]): Schema => ({ enum: words });
const id: Schema = { type: 'string', pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' };
const count: Schema = { type: 'integer', minimum: 0 };
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
