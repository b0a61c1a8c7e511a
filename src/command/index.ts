/** All that a command module may import, besides types of services and `_*` files of its own folder or above. */
export * from '../errors.js';
export * from '../output/field.js';
export { listing, type Listing } from '../output/listing.js';
export { shellLine, shellWord } from '../shell.js';
export { sizeText } from '../size.js';
export * from '../time-span.js';
export { plain, sentence, sortedJson, sortKeys, writtenJson } from '../output/plain.js';
export {
  choice,
  type Field,
  type Line,
  lines,
  linesOf,
  message,
  type Names,
  onScreen,
  raw,
  record,
  recordOf,
  records,
  rowsTable,
  sections,
  showing,
  summary,
  table,
  type Telling,
  type View,
  written,
} from '../output/view.js';
export { byFlag, type Command, command, type FlagsOf, type Input, type Made, reading, topic } from './command.js';
export { resolveUp } from '../resolve-up.js';
export { flagName, onlyGiven } from './given.js';
export type { Choice, Guide, Offer, Texts } from './guide.js';
export { type Incomplete, incomplete, shownFirst, shownThenFailed } from './incomplete.js';
export * from './dry-run.js';
export { isNumber, isObject, parseJson, stringifyJson } from '../exact-json.js';
export * from './json.js';
export * from './limit.js';
export type { NeedTypes } from './needs.js';
export { bad, param, type Param, type ParseContext } from './param.js';
export * from '../uuid.js';
export { visible, visibleLines } from '../visible.js';
export type * from '../json.js';
export type * from '../globus/endpoint-path.js';
export { notify } from './notify.js';
export {
  deletedMaybePath,
  deletedPath,
  endpointMaybePath,
  endpointPath,
  endpointWithCollection,
  listed,
  type Location,
  fileLocation,
  location,
  formerRecipients,
  grantee,
  grantees,
  owned,
  ownedByName,
  recipients,
  remoteLocation,
  type RemoteLocation,
  things,
} from './named.js';
export { asking, exclusive, oneOf, requires, together } from './rule.js';
export * from './waiting.js';
export { dateTime, duration, moment, momentAhead, momentText } from './time.js';
export * from '../time.js';
export type * from '../tools.js';
export type { NameRow } from '../name-lookup.js';
export type * from '../emulator/contract.js';
export type * from '../auth/session/contract.js';
export { whenWords } from '../when-words.js';
