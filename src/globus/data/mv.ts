import { CliError, InterruptedError, isNotFound, UsageError } from '../../errors.js';
import { demandMoveApart } from './apart.js';
import { askForConsents } from './consent.js';
import type { Row } from './copying.js';
import { begunFolder, copyWords, type Onwards } from './cp.js';
import type { CpTools } from './cp-options.js';
import { shellLine } from '../../shell.js';
import { visible } from '../../visible.js';
import { type Entry, localEntry } from './entries.js';
import type { FileOptions } from './one-file.js';
import { createMeter } from './meter.js';
import {
  below,
  type CollectionPlace,
  entryAt,
  fileOf,
  nameOf,
  type Place,
  type PlacedWord,
  placeReader,
  type Written,
} from './place.js';
import type { Begun } from './many-tasks.js';
import { removeItems } from './removing.js';
import { Failures, type Report, reportOf, sameLine } from './report.js';
import { demandNoOtherTask } from './other-tasks.js';
import { Turns } from './turns.js';
import { setAside, withAside } from './set-aside.js';
import { notThere } from './sources.js';
import { comparedItems, demandNothingNew, demandUnchanged, type Move, type Running, stateOf } from './mv-compare.js';
import { deleteThere } from './tasks.js';
import { type Copy, copyOf } from './transfer-task.js';
import { twice } from './twice.js';

export interface MvOptions extends FileOptions {
  readonly parallel: number;
  readonly viaTransfer: boolean;
  readonly label?: string | undefined;
  /** Fail where a file would be replaced. */
  readonly noClobber?: boolean;
}
/** Moves what the first of these words name to the last. Within a collection it is renamed; else it is copied, compared, and only then removed. */
export function moveAll(words: readonly PlacedWord[], options: MvOptions, tools: CpTools): Report {
  const meter = createMeter(tools, 'Moving');
  const failures = new Failures();
  const onwards: Onwards = {};
  const left: Left = {};
  const rows = tellingLeft(movesOf(words, options, { ...tools, meter, failures, onwards }, left), left);
  const again = () => {
    const goOn = onwards.goOn?.() ?? sameLine;
    return left.line ?? (/^Go on with/.test(goOn) ? `${goOn} Once it succeeds, remove what was to be moved.` : goOn);
  };
  return reportOf(
    rows,
    { failures, meter, hooks: {}, isDry: false, verb: 'Moved', again, left: () => left.line },
    tools,
  );
}

/** Of several, the line that moves those that are left. */
interface Left {
  line?: string;
}

/** An error in the middle of several says how to go on with the others. */
async function* tellingLeft(rows: AsyncGenerator<Row>, left: Left): AsyncGenerator<Row> {
  try {
    yield* rows;
  } catch (error) {
    if (left.line === undefined || !(error instanceof CliError) || error instanceof InterruptedError) throw error;
    const own = error.hint === undefined || error.hint === sameLine ? [] : [error.hint];
    throw error.toldWith(error.message, { hint: [...own, left.line].join('\n') });
  }
}

async function* movesOf(
  words: readonly PlacedWord[],
  options: MvOptions,
  tools: Running,
  left: Left,
): AsyncGenerator<Row> {
  const turns = new Turns(tools);
  try {
    yield* movesInTurn(words, options, tools, left, turns);
  } finally {
    turns.end();
  }
}

async function* movesInTurn(
  words: readonly PlacedWord[],
  options: MvOptions,
  tools: Running,
  left: Left,
  turns: Turns,
): AsyncGenerator<Row> {
  const read = placeReader(tools, options);
  const transfer = () => tools.data.transfer();
  const last = words.at(-1);
  if (!last || words.length < 2) throw new UsageError('Give what to move, then where to.');
  const { place: destination, isFolder, text } = await read(last);
  const sources: (readonly [PlacedWord, Written])[] = [];
  for (const word of words.slice(0, -1)) {
    demandNamed(word);
    sources.push([word, await read(word)]);
  }
  const places = [...sources.map(([, { place }]) => place), destination];
  const overHttps = places.some(({ at }) => at === 'local');
  if (options.preserveMtime && overHttps && destination.at === 'collection')
    throw new UsageError('HTTPS cannot set dates on a collection, and the files with their dates would be gone.', {
      hint: 'Leave --preserve-mtime out, or copy them with globus cp and keep the originals.',
    });
  if (tools.consents) await askForConsents(places, overHttps, tools.consents);
  const [only] = sources;
  let there = await entryAt(destination, transfer);
  if (words.length === 2 && there?.type !== 'dir') {
    await turns.take([destination]);
    there = await entryAt(destination, transfer);
  }
  const begun =
    there?.type === 'dir' && only && words.length === 2
      ? await begunOf([only[0], last], only[1].place, destination, options, tools)
      : undefined;
  const folder =
    only && words.length === 2 && overHttps ? begunFolder(only[1].place, destination, wholeCopy, tools) : undefined;
  const isMade = begun?.isNewFolder === true || (there?.type === 'dir' && (await folder?.isBegun()) === true);
  const intoFolder = isFolder || words.length > 2 || (there?.type === 'dir' && !isMade);
  const target = (from: Written) => below(destination, intoFolder ? nameOf(from.place) : '');
  await turns.take(sources.map(([, from]) => target(from)));
  const moves: Move[] = [];
  for (const [word, from] of sources) {
    const found = await entryAt(from.place, transfer);
    if (!found) throw await notThere(from, transfer);
    const to = target(from);
    const isRenamed = isSameCollection(from.place, to);
    if (!isRenamed && (await isLink(from.place, found)))
      throw new UsageError(`${from.text} is a link, and only files and folders are moved.`, {
        hint: 'Move what it leads to, or copy it with globus cp.',
      });
    if (moves.some((move) => move.to.path === to.path)) throw twice(to.path);
    // what an earlier run made is none of the source's
    const other = isRenamed || isMade ? undefined : await entryAt(to, transfer);
    if (!isRenamed && !isMade) demandMoveApart(from.place, found, other);
    if (options.noClobber && other?.type === 'file') throw isThere(to);
    moves.push({ word, from, found, to, merges: found.type === 'dir' && other?.type === 'dir' });
  }
  const into = intoFolder ? asFolder(last) : last;
  const remaining = new Set(moves);
  const isDone = (move: Move) => {
    remaining.delete(move);
    if (remaining.size) left.line = lineFor([...remaining], text);
  };
  for (const move of moves) {
    const { place } = move.from;
    if (place.at === 'collection' && isSameCollection(place, move.to)) {
      const paths = { old_path: place.path, new_path: move.to.path };
      await (await transfer()).rename(place.endpoint.id, { DATA_TYPE: 'rename', ...paths });
      yield { action: '+', path: move.to.path, type: move.found.type, bytes: move.found.size };
      isDone(move);
      continue;
    }
    const failuresBefore = tools.failures.count;
    const copied = copyWith([move.word, into], place, (await read(into)).place);
    const over = async () => {
      if (copied) await endOf(copied, options, tools);
      await folder?.end();
    };
    await demandNoOtherTask(move.to, new Set(copied && (await tasksOf(copied, options, tools))), transfer);
    yield* moved(move, into, over, options, tools);
    // only now would the same line be new work
    if (!tools.failures.count) await over();
    if (tools.failures.count === failuresBefore) isDone(move);
  }
}

/**
 * UsageError for `.`, `..` and what ends in them, which many shells find with `.*`, and for all of a collection or of the home folder there:
 * what has no name of its own would be moved away.
 */
function demandNamed({ at, path }: PlacedWord): void {
  const isWhole = at === 'collection' && /^\/*(?:~\/*)?$/.test(path ?? '');
  if (isWhole || /(?:^|\/)\.{1,2}\/*$/.test(path ?? ''))
    throw new UsageError(`'${visible(path ?? '')}' is a folder by no name of its own, and is not moved.`, {
      hint: 'Give its name, or a pattern for what is in it.',
    });
}

const isThere = (to: Place) =>
  new CliError(`${visible(nameOf(to))} is there already, and --no-clobber replaces nothing.`, {
    hint: 'Give another name, or leave --no-clobber out.',
  });

/** What is moved already is not there to be named again. */
const lineFor = (moves: readonly Move[], destination: string): string =>
  `Go on with: ${shellLine(['mv', ...moves.map(({ from }) => from.text), destination.replace(/(?<=[^:/])\/*$/, '/')])}\nwith the same options: what comes before is moved.`;

const copyWith = (words: readonly PlacedWord[], source: Place, destination: Place): Copy | undefined =>
  source.at === 'collection' && destination.at === 'collection'
    ? copyOf({ source, destination }, words, wholeCopy)
    : undefined;

/** What an earlier run of the same move began to copy, and did not come to the end of. */
async function begunOf(
  words: readonly PlacedWord[],
  source: Place,
  destination: Place,
  options: MvOptions,
  tools: Running,
): Promise<Begun | undefined> {
  const copy = copyWith(words, source, destination);
  if (!copy) return undefined;
  const { begunBefore } = await import('./many-tasks.js');
  return begunBefore(copy, { ...options, ...wholeCopy }, { ...tools, transfer: () => tools.data.transfer() });
}

async function tasksOf(copy: Copy, options: MvOptions, tools: Running): Promise<readonly string[]> {
  const { begunTasks } = await import('./many-tasks.js');
  return begunTasks(copy, { ...options, ...wholeCopy }, { ...tools, transfer: () => tools.data.transfer() });
}

async function endOf(copy: Copy, options: MvOptions, tools: Running): Promise<void> {
  const { endBegun } = await import('./many-tasks.js');
  await endBegun(copy, { ...options, ...wholeCopy }, { ...tools, transfer: () => tools.data.transfer() });
}

const isSameCollection = (one: Place, other: Place): boolean =>
  one.at === 'collection' && other.at === 'collection' && one.endpoint.id === other.endpoint.id;

const isLink = async (place: Place, found: Entry): Promise<boolean> =>
  place.at === 'local' ? (await localEntry(place.path, ''))?.type === 'link' : found.target !== undefined;

async function* moved(
  move: Move,
  last: PlacedWord,
  over: () => Promise<void>,
  options: MvOptions,
  tools: Running,
): AsyncGenerator<Row> {
  const { word, from, to, found, merges } = move;
  const failuresBefore = tools.failures.count;
  const before = await stateOf(move, tools);
  yield* copyWords([word], last, { ...options, ...wholeCopy, merges }, { ...tools, consents: undefined });
  if (tools.failures.count > failuresBefore) return;
  const items = await comparedItems(move, before, options, tools);
  const { place } = from;
  if (place.at === 'local') {
    await removeItems(place, items);
    return;
  }
  const settings = { wait: true, label: options.label };
  const transfer = () => tools.data.transfer();
  const aside = await setAside(place, await transfer());
  const there = aside?.place ?? place;
  const task = { goesOn: false };
  const removal = async function* () {
    if (found.type === 'dir') await demandNothingNew(there, nameOf(place), items, tools);
    else await demandUnchanged(there, nameOf(place), items, tools);
    if (found.type !== 'dir' && to.at === 'local') await deleteFile(there);
    else
      yield* deleteThere(place.endpoint.id, [there.path], settings, { ...tools, transfer }, () => {
        task.goesOn = true;
      });
  };
  try {
    yield* aside ? withAside(aside, removal()) : removal();
  } catch (error) {
    // the task does what is left to do: a folder that comes to have the name of this one is another
    if (task.goesOn && error instanceof InterruptedError) await over();
    throw error;
  }
}

async function deleteFile(place: CollectionPlace): Promise<void> {
  const { path, server } = fileOf(place);
  try {
    await server.writing((files) => files.deleteFile(path));
  } catch (error) {
    // a try that seemed to fail took it away
    if (!isNotFound(error)) throw error;
  }
}

const asFolder = (word: PlacedWord): PlacedWord =>
  word.at === 'local'
    ? { ...word, path: `${word.path}/` }
    : word.path === null
      ? word
      : { ...word, path: `${word.path}/` };

const wholeCopy = {
  ...{ recursive: true, update: false, dryRun: false, wait: true, filters: { rules: [] } },
  staysBegun: true,
} as const;
