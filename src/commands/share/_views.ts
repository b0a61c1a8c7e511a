import {
  choice,
  date,
  linesOf,
  localTime,
  onScreen,
  record,
  rowsTable,
  sections,
  sentence,
  table,
  type View,
  visible,
} from '#command';
import { everyoneWords } from '#globus/people/grammar';
import type { ShareRow } from '#globus/sharing/listing';
import type { GrantRow } from '#globus/sharing/rules';
import type { RevokeDocument } from '#globus/sharing/revoke';
import type { ShareDocument } from '#globus/sharing/share';
import { access, sharedWithWhom } from '../_principal.js';

const signs: ReadonlyMap<string, string> = new Map([
  ['new', '+'],
  ['changed', '~'],
  ['same', '='],
  ['failed', '!'],
]);

/** `+ ada@example.org may read, until 2027-01-31 10:00:00`. */
function grantLine({ state, name, principal_type: type, permissions, ...row }: GrantRow): string {
  const who = everyoneWords.get(type) ?? (type === 'group' ? sentence`the group ${name}` : name);
  const may = permissions === 'rw' ? 'read and write' : 'read';
  const end = row.expiration_date === null ? '' : `, until ${localTime(row.expiration_date)}`;
  const told = row.notified === null ? '' : sentence`; ${row.notified} gets mail`;
  return visible(
    sentence`${signs.get(state) ?? state} ${who} may ${row.error === undefined ? may + end + told : sentence`not ${may}: ${row.error}`}`,
  );
}

const grants = linesOf((document: ShareDocument) => document.DATA, grantLine, 'Access');
const folder = { Collection: 'collection_id', Name: 'display_name', Path: 'path' } as const;
/** A person reads the name first, and the id where the rest is told. */
const folderView = onScreen(
  record<ShareDocument>({ Name: folder.Name, Path: folder.Path, Collection: folder.Collection }),
  record<ShareDocument>(folder),
);
const reach = record<ShareDocument>({ 'Web app': 'link', 'Fetch with': 'fetch' });

/** Who has access, and how they get there; before there is a guest collection, nobody gets anywhere. */
export const shareView: View<ShareDocument> = choice((document) =>
  document.collection_id === null
    ? sections(record<ShareDocument>({ Name: folder.Name, Path: folder.Path }), grants)
    : sections(folderView, grants, reach),
);

const columns = {
  Collection: 'display_name',
  Path: 'path',
  'Shared With': sharedWithWhom<ShareRow>(),
  Access: access<ShareRow>(),
  Until: date<ShareRow>('expiration_date'),
} as const;

export const sharesTable = rowsTable<ShareRow>(columns);
export const revokedTable = table((document: RevokeDocument) => document.DATA, columns, {
  heading: 'These have no access any more:',
});
