/** Three journeys of somebody new, typed at a pseudo-terminal from an empty HOME, without one id. Their screens are kept in test/screens/journeys. */
import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { code, newcomer, prompt, type Step, walk } from './support/journey.js';
import { keys } from './support/screen.js';
import { hasTerminal } from './support/terminal.js';

const { enter, down } = keys;
const login: readonly Step[] = [
  ['globus login', /Paste the code here:/, 'Log in, once'],
  [code, prompt],
];

const moveShareRepeat: readonly Step[] = [
  ...login,
  [
    'globus transfer',
    /Where to copy from: which collection\?\n❯ /,
    'Move: from where? What is mine is there to choose from',
  ],
  ['tutorial', /\? .*tutorial\n❯ .*Tutorial Collection 1/],
  [enter, /Collection 1:\/[^]*❯ \. {2}this folder/],
  ['/home/share/godata/', /❯ .*godata/],
  [enter, /Where to copy to: which collection/],
  ['sandbox stor', /❯ Sandbox Stor/],
  // the collection wants a consent, and is left no time to be a surprise
  [enter, /Paste the code here:/],
  [code, /Sandbox Storage:\/~\/\n❯ \. {2}this folder/],
  [enter, /Files already there\?/],
  [enter, /❯ wait and show/],
  [down, /❯ leave; Globus does the work/],
  [enter, /A label/],
  [`first try${enter}`, /Submit it/, 'Move: what will happen'],
  [enter, prompt],
  ['globus task watch', /✓ {2}transfer {2}first try/, 'Move: live'],
  ['q', prompt],
  ["globus task show 'first try'", prompt, 'Move: how it went'],
  ["globus share 'Sandbox Storage:/~/' --with grace@globusid.org --read", /asks for your permission[^]*Paste/],
  [code, prompt, 'Share'],
  ['globus share list', prompt, 'Share: who has access'],
  ['globus timer create transfer', /Where to copy from: which collection\?\n❯ /],
  ['tutorial', /\? .*tutorial\n❯ .*Tutorial Collection 1/],
  [enter, /Collection 1:\/[^]*❯ \. {2}this folder/],
  ['/home/share/godata/', /❯ .*godata/],
  [enter, /Where to copy to: which collection/],
  ['sandbox stor', /❯ Sandbox Stor/],
  [enter, /Sandbox Storage:\/~\/\n❯ \. {2}this folder/],
  [enter, /Timers asks for your permission[^]*Paste/],
  [code, /When does it run\?\n❯ every day/],
  [enter, /When does it run first/],
  [`tomorrow 2am${enter}`, /Files already there\?/],
  [`${down}${enter}`, /A name for the timer/],
  [`nightly${enter}`, /Make the timer\? \(Y\/n\)/, 'Repeat: what will happen'],
  [enter, prompt],
  ['globus timer list', prompt, 'Repeat: what is planned'],
  ['globus timer show nightly', prompt, 'Repeat: the timer'],
];

const administer: readonly Step[] = [
  ...login,
  ["globus gcs collection list 'Sandbox Endpoint'", /Sandbox Endpoint asks for your permission to manage it[^]*Paste/],
  [code, prompt, 'The collections of an endpoint'],
  ["globus gcs collection show 'Sandbox Storage'", prompt, 'One of them'],
  ['globus endpoint permission create', /which collection\?\n❯ /],
  ["ada's res", /\? .*ada's res\n❯ Ada's Results/],
  [enter, /Ada's Results:\/~\/\n❯ \. {2}this folder/],
  ['/private/', /\? .*\/private\/\n❯ \/private/],
  [enter, /To read, or/],
  [enter, /Who gets access\?\n❯ one person/],
  [enter, /Their username/],
  [`grace@globusid.org${enter}`, /Give it\? \(Y\/n\)/, 'Permissions: what will be given'],
  [enter, prompt],
  ['globus endpoint permission list "Ada\'s Results"', prompt, 'Permissions: who has them'],
  ["globus endpoint role create 'Sandbox Endpoint' --role activity_monitor --identity grace@globusid.org", prompt],
  ["globus endpoint role list 'Sandbox Endpoint'", prompt, 'Roles'],
  // what is not there is looked for again and again
  ["globus transfer 'Globus Tutorial Collection 1:/none' 'Sandbox Destination:/none' --label 'cannot end'", prompt],
  ["globus endpoint-manager task list --filter-endpoint 'Sandbox Destination'", /(?:● active|✗ stuck)[^]*\n\$$/],
  [
    "globus endpoint-manager pause-rule create 'Sandbox Destination' --message 'New disks until Friday'",
    /Pause what is done on Sandbox Destination\? 1 task /,
    'A pause rule: what it stops',
  ],
  [`y${enter}`, prompt],
  ['globus endpoint-manager pause-rule list', prompt, 'Pause rules'],
  ["globus dash --endpoint 'Sandbox Destination'", /> ?⏸ {2}transfer {2}cannot end/, 'What others do there, live'],
  ['q', prompt],
  ['globus endpoint-manager pause-rule delete', /❯ New disks until Friday/],
  [enter, /Delete the pause rule 'New disks until Friday'[^]*\(\s*y\/\s*N\)/i, 'The end of a pause'],
  [`y${enter}`, /deleted successfully\n\$$/],
];

const scans = [
  { subject: 'https://example.org/lysozyme', content: { title: 'Lysozyme at 100 K', beamline: 7 } },
  { subject: 'https://example.org/insulin', content: { title: 'Insulin at room temperature', beamline: 3 } },
];
const publishFiles = {
  'scans.jsonl': `${scans.map((each) => JSON.stringify(each)).join('\n')}\n`,
  'hello.json': JSON.stringify({ StartAt: 'Hello', States: { Hello: { Type: 'Pass', End: true } } }),
  'hello.schema.json': JSON.stringify({
    type: 'object',
    properties: { who: { type: 'string', title: 'Whom to greet' } },
    required: ['who'],
  }),
  'double.py': 'def double(n):\n    return 2 * n\n',
};
const publish: readonly Step[] = [
  ...login,
  ["globus search index create Scans 'What was measured'", prompt, 'An index'],
  ['globus search ingest Scans --from scans.jsonl --visible-to public --wait', prompt, 'Publish'],
  ['globus search query Scans -q lysozyme', prompt, 'Find'],
  ["globus flows create 'Say hello' hello.json --input-schema hello.schema.json", prompt, 'A flow'],
  ['globus flows start', /❯ Say hello/],
  [enter, /The flow Say hello asks for your permission to act for you[^]*Paste/],
  [code, /❯ wait and show/],
  [enter, /A label/],
  [`first run${enter}`, /Whom to greet/],
  [`Ada${enter}`, /Start it\? \(Y\/n\)/, 'Run: what will happen'],
  [enter, /✓ succeeded[^]*\n\$$/],
  ['globus flows run show', /❯ first run/],
  [enter, /✓ succeeded[^]*\n\$$/, 'Run: how it went'],
  ["globus compute run 'Tutorial Endpoint' double.py 21", /\n42\n\$$/, 'Compute'],
];

const hasPython = spawnSync('python3', ['--version']).status === 0;

describe.skipIf(!hasTerminal)('a journey', { timeout: 300_000 }, () => {
  test('move, share and repeat', async () => {
    await expect(await walk(await newcomer(), moveShareRepeat)).toMatchFileSnapshot(
      'screens/journeys/move-share-repeat.txt',
    );
  });

  test('administer an endpoint', async () => {
    await expect(await walk(await newcomer(), administer)).toMatchFileSnapshot(
      'screens/journeys/administer-an-endpoint.txt',
    );
  });

  test.skipIf(!hasPython)('publish, run, compute', async () => {
    await expect(await walk(await newcomer(publishFiles), publish)).toMatchFileSnapshot(
      'screens/journeys/publish-run-compute.txt',
    );
  });
});
