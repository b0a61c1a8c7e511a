/** What common commands cost, in things that can be counted: files, modules of Node's, requests. Times are measured by `npm run bench`. */
import { beforeAll, describe, expect, test } from 'vitest';
import { loaded } from './support/loaded.js';
import { sandboxUser, type SandboxUser } from './support/sandbox-user.js';

let user: SandboxUser;
let task: string;
beforeAll(async () => {
  user = await sandboxUser();
  await user.logIn();
  const { GLOBUS_SANDBOX_TUTORIAL: from, GLOBUS_SANDBOX_COLLECTION: to } = user.env;
  const line = ['transfer', `${from}:/share/godata/file1.txt`, `${to}:/one.txt`, '--jq', 'task_id', '-F', 'unix'];
  task = (await user.run(line)).stdout.trim();
}, 120_000);

/** Loaded only by who needs them: each takes as long as a request, or longer. */
const dear =
  /undici|node:http2|^NativeModule (http2|child_process|readline|inspector|internal\/webstreams\/transformstream)$/;

describe('a command costs no more than', () => {
  const cases: readonly (readonly [
    line: () => readonly string[],
    most: { readonly requests: number; readonly own: number; readonly files?: readonly string[] },
  ])[] = [
    // one module of these is the parameter of those whom one shares with, two keep output whole that cannot be written;
    // one writes into files and pipes without a stream of Node's, one finds the home of who has none;
    // one has the words for what a disk refuses, one those for TLS and HTTP that is not understood; two lay out sentences and
    // questions at the width of a terminal, two share the width of a table and tell times, one names the profile in what is suggested,
    // one has the names that views show for ids
    [() => ['version'], { requests: 0, own: 134 }],
    [() => ['list-commands'], { requests: 0, own: 134 }],
    [() => ['whoami'], { requests: 1, own: 140 }],
    [() => ['whoami', '-F', 'json'], { requests: 1, own: 140 }],
    [() => ['ls', `${user.env['GLOBUS_SANDBOX_TUTORIAL']}:/share/godata/`], { requests: 1, own: 143 }],
    // what a terminal shows of a thing is a view of its own, with the words for it: three modules
    [() => ['task', 'show', task], { requests: 1, own: 146 }],
    [() => ['task', 'list'], { requests: 1, own: 146 }],
    [() => ['bookmark', 'list'], { requests: 1, own: 141 }],
    [() => ['endpoint', 'search', 'tutorial'], { requests: 1, own: 146 }],
    // the adapter of a service that few ask is a file of its own
    [
      () => ['group', 'list'],
      { requests: 1, own: 143, files: [expect.stringMatching(/^dist\/chunks\/groups-/) as string] },
    ],
    [
      () => [
        'transfer',
        `${user.env['GLOBUS_SANDBOX_TUTORIAL']}:/share/godata/file1.txt`,
        `${user.env['GLOBUS_SANDBOX_COLLECTION']}:/two.txt`,
      ],
      // one module asks before it deletes extras, one says how to follow it by its label
      { requests: 2, own: 175 },
    ],
  ];
  for (const [line, most] of cases) {
    test(`globus ${line.toString().replace(/^\(\) => |\n\s*/g, '')}`, async () => {
      const { code, stderr, sources, builtins, files } = await loaded([...line(), '--debug'], user.env);
      const requests = stderr.match(/^\[debug\] [A-Z]+ http/gm)?.length ?? 0;
      const packages = new Set(sources.flatMap((source) => /node_modules\/(?:@[^/]+\/)?[^/]+/.exec(source)?.[0] ?? []));
      expect({ code, requests }).toEqual({ code: 0, requests: most.requests });
      expect(files).toEqual([
        'bin/globus.js',
        'dist/quick.cjs',
        'dist/start.cjs',
        expect.stringMatching(/^dist\/commands\//),
        ...(most.files ?? []),
      ]);
      expect([...packages].filter((name) => !/commander|ky$/.test(name))).toEqual([]);
      expect(builtins.filter((name) => dear.test(name))).toEqual([]);
      expect(sources.filter((source) => source.startsWith('src/')).length).toBeLessThanOrEqual(most.own);
    });
  }
});
