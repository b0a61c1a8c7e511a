import { isObject, type Json } from '../http/body.js';
import { isPrincipalUrn } from './access.js';
import { Messages, missing } from './errors.js';
import type { GeoType, NewEntry, Work } from './state.js';

type Path = (string | number)[];

/** Reads a GIngest document; 400 with everything that is wrong with it. */
export function readIngest(document: Json): Extract<Work, { kind: 'ingest' }> {
  const messages = new Messages('json');
  const { ingest_type: type, ingest_data: data } = document;
  let entries: NewEntry[] = [];
  if (type !== 'GMetaEntry' && type !== 'GMetaList')
    messages.add(['ingest_type'], type === undefined ? missing : 'Must be one of: GMetaEntry, GMetaList.');
  if (!isObject(data)) messages.add(['ingest_data'], data === undefined ? missing : 'Invalid input type.');
  else if (type === 'GMetaEntry') entries = readEntry(data, ['ingest_data'], messages);
  else if (type === 'GMetaList') {
    const list = data['gmeta'];
    if (!Array.isArray(list))
      messages.add(['ingest_data', 'gmeta'], list === undefined ? missing : 'Not a valid list.');
    else entries = list.flatMap((item: unknown, index) => readEntry(item, ['ingest_data', 'gmeta', index], messages));
  }
  const mapping = readMapping(document['field_mapping'], messages);
  messages.refuse();
  return { kind: 'ingest', entries, field_mapping: mapping };
}

/** Reads one GMetaEntry that stands alone; 400 with everything that is wrong with it. */
export function readSingleEntry(document: Json): Extract<Work, { kind: 'ingest' }> {
  const messages = new Messages('json');
  const entries = readEntry(document, [], messages);
  messages.refuse();
  return { kind: 'ingest', entries, field_mapping: {} };
}

function readEntry(entry: unknown, path: Path, messages: Messages): NewEntry[] {
  if (!isObject(entry)) {
    messages.add(path, 'Invalid input type.');
    return [];
  }
  const { subject, id = null, visible_to: visible, content, principal_sets: sets = {} } = entry;
  if (typeof subject !== 'string' || subject === '')
    messages.add([...path, 'subject'], subject === undefined ? missing : 'Not a valid string.');
  if (id !== null && typeof id !== 'string') messages.add([...path, 'id'], 'Not a valid string.');
  if (!isObject(content))
    messages.add([...path, 'content'], content === undefined ? missing : 'Not a valid mapping type.');
  checkPrincipals(visible, [...path, 'visible_to'], messages, true);
  if (!isObject(sets)) messages.add([...path, 'principal_sets'], 'Not a valid mapping type.');
  else
    for (const [name, members] of Object.entries(sets))
      checkPrincipals(members, [...path, 'principal_sets', name], messages, false);
  const lower = (list: unknown): string[] =>
    Array.isArray(list) ? list.map((item) => (isPrincipalUrn(item) ? item.toLowerCase() : String(item))) : [];
  return [
    {
      subject: String(subject),
      entry_id: id as string | null,
      visible_to: lower(visible),
      principal_sets: Object.fromEntries(
        Object.entries(isObject(sets) ? sets : {}).map(([name, members]) => [name, lower(members)]),
      ),
      content: isObject(content) ? content : {},
    },
  ];
}

function checkPrincipals(list: unknown, path: Path, messages: Messages, everyone: boolean): void {
  if (!Array.isArray(list)) {
    messages.add(path, list === undefined ? missing : 'Not a valid list.');
    return;
  }
  if (everyone && list.length === 0) messages.add(path, 'Shorter than minimum length 1.');
  list.forEach((item: unknown, index) => {
    const allowed = isPrincipalUrn(item) || (everyone && (item === 'public' || item === 'all_authenticated_users'));
    if (!allowed)
      messages.add(
        [...path, index],
        `Must be the URN of an identity or a group${everyone ? ', public or all_authenticated_users' : ''}.`,
      );
  });
}

function readMapping(mapping: unknown, messages: Messages): Record<string, GeoType> {
  if (mapping === undefined || mapping === null) return {};
  if (!isObject(mapping)) {
    messages.add(['field_mapping'], 'Not a valid mapping type.');
    return {};
  }
  for (const [name, type] of Object.entries(mapping))
    if (type !== 'geo_point' && type !== 'geo_shape')
      messages.add(['field_mapping', name], 'Must be one of: geo_point, geo_shape.');
  return mapping as Record<string, GeoType>;
}
