import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { admin, type SandboxUser, scratch } from './sandbox-user.js';

export interface LongCommand {
  readonly argv: readonly string[];
  /** Whether a pipe that brings nothing more is at its stdin, after this text. */
  readonly stdin?: string;
  /** Its exit codes where it ends by itself, if not 0 alone. */
  readonly ends?: readonly number[];
  /** Whether it writes rows for as long as somebody reads them. */
  readonly writes?: boolean;
  /** Its label, where it submits a task to Transfer. */
  readonly label?: string;
}

/** Twenty commands that take a while, each made anew for a round, in a world made for them. */
export async function longCommands(
  user: SandboxUser,
): Promise<(round: number) => Readonly<Record<string, LongCommand>>> {
  const json = async <T>(argv: readonly string[]): Promise<T> => {
    const { code, stdout, stderr } = await user.run([...argv, '-F', 'json']);
    if (code !== 0) throw new Error(`globus ${argv.join(' ')}: exit ${code}\n${stderr}`);
    return JSON.parse(stdout) as T;
  };
  const of = (name: string) => user.env[`GLOBUS_SANDBOX_${name}`] ?? '';
  const [source, destination, index] = [of('TUTORIAL'), of('COLLECTION_2'), of('INDEX')];
  const folder = scratch();
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const files = scratch();
  for (let i = 0; i < 3000; i++) writeFileSync(join(files, `a-file-with-a-rather-long-name-${i}`), '');
  const made = await admin(user, 'collections', { display_name: 'Many', path: files });
  const { id: many } = (await made.json()) as { id: string };
  const nowhere = [`${source}:/nowhere`, `${destination}:/~/x`];
  const { task_id: task } = await json<{ task_id: string }>(['transfer', ...nowhere, '--label', 'endless']);
  const states = { StartAt: 'Wait', States: { Wait: { Type: 'Wait', Seconds: 86_400, End: true } } };
  const flow = (await json<{ id: string }>(['flows', 'create', 'Endless', file('flow.json', JSON.stringify(states))]))
    .id;
  await user.logIn(undefined, ['--flow', flow]);
  const run = (await json<{ run_id: string }>(['flows', 'start', flow])).run_id;
  const batch = file('batch', Array.from({ length: 20_000 }, (_, i) => `a/${i} b/${i}\n`).join(''));
  const entries = file('e.jsonl', Array.from({ length: 200 }, (_, i) => `{"subject": "s${i}", "n": ${i}}\n`).join(''));
  const group = (await json<{ id: string }>(['group', 'create', 'signals'])).id;
  const people = file('people.csv', `${of('USER_2')}\n${of('ADMIN')}\n`);

  return (round) => {
    const label = `signal ${round}`;
    const named = (argv: readonly string[]) => ({ argv: [...argv, '--label', label], label });
    return {
      'task wait': { argv: ['task', 'wait', task] },
      'task watch': { argv: ['task', 'watch', task] },
      // two transfers of the same paths are refused while the first goes on
      'transfer --wait': named(['transfer', `${source}:/nowhere`, `${destination}:/~/wait-${round}`, '--wait']),
      transfer: named(['transfer', `${source}:/README.md`, `${destination}:/~/${round}`]),
      'transfer --batch': named(['transfer', `${source}:/`, `${destination}:/~/batch-${round}`, '--batch', batch]),
      '--batch --dry-run': {
        argv: ['transfer', `${source}:/`, `${destination}:/~/`, '--batch', batch, '--dry-run'],
        writes: true,
      },
      '--batch from a pipe': {
        ...named(['transfer', `${source}:/`, `${destination}:/~/pipe-${round}`, '--batch', '-']),
        stdin: 'a b\n',
      },
      rm: named(['rm', `${destination}:/~/${round}`, '-f']),
      delete: named(['delete', `${destination}:/~/${round}`, '-f']),
      'ls -r': { argv: ['ls', '-r', `${many}:/`], writes: true },
      'ls -l': { argv: ['ls', '-l', `${many}:/`, '-F', 'json'], writes: true },
      'task list': { argv: ['task', 'list', '-F', 'ndjson'], writes: true },
      'list-commands': { argv: ['list-commands'], writes: true },
      'search ingest': {
        argv: ['search', 'ingest', index, '--from', entries, '--visible-to', 'public', '--batch-size', '20', '--wait'],
      },
      'search ingest from a pipe': {
        argv: ['search', 'ingest', index, '--from', '-', '--visible-to', 'public'],
        stdin: '{"subject": "a"}\n',
      },
      'flows run watch': { argv: ['flows', 'run', 'watch', run] },
      'flows start --wait': { argv: ['flows', 'start', flow, '--wait'] },
      login: { argv: ['login', '--force'], stdin: '' },
      'login by code': { argv: ['login', '--force', '--no-local-server'], stdin: '' },
      // whom the first round added, the next cannot add again
      'group CSV': { argv: ['group', 'member', 'add', group, '--from', people], ends: [0, 1] },
      timer: { argv: ['timer', 'create', 'transfer', ...nowhere, '--interval', '1d', '--name', label] },
      'compute run': {
        argv: [
          'compute',
          'run',
          of('COMPUTE_ENDPOINT'),
          file('f.py', 'import time\ndef f():\n    time.sleep(30)\n'),
          '--function',
          'f',
        ],
      },
    };
  };
}
