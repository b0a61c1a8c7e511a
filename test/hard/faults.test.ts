/**
 * Every kind of fault of a network, on many commands: each ends with a documented code, within its time, sends nothing twice that
 * would be done twice, and holds no more memory than a document may have.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureBuilt, runBuilt } from '../support/built.js';
import { certificates, envAt, type Faulty, faults, proxyFaults, startFaulty } from '../support/faulty.js';
import { figure, milliseconds, randomFrom, rounds, seed } from '../support/fuzz.js';
import { globus, type Result } from '../support/globus.js';
import { askingCommands, workingLine, writeExampleFiles } from '../support/lines.js';

const folder = mkdtempSync(join(tmpdir(), 'globus-faults-'));
writeExampleFiles(folder);
const opened: Faulty[] = [];
afterAll(async () => {
  await Promise.all(opened.map((each) => each.close()));
  rmSync(folder, { recursive: true });
});
const open = async (...tls: Parameters<typeof startFaulty>) => {
  const server = await startFaulty(...tls);
  opened.push(server);
  return server;
};

/** In milliseconds, on a busy machine: a second that a service asks for, an answer that never comes, 256 MB that are read. */
const longest = 25_000;
const timeout = { GLOBUS_SDK_HTTP_TIMEOUT: '0.7' };

interface Line {
  readonly argv: readonly string[];
  readonly variant: number;
  /** Whether it only reads. */
  readonly reads: boolean;
}
let server: Faulty;
const lines: Line[] = [];

/** Lines of many commands, the same for the same seed, that work where nothing is wrong and ask nobody but the services. */
beforeAll(async () => {
  server = await open();
  const random = randomFrom(seed);
  const left = [...askingCommands()];
  const wanted = rounds(4, 40);
  while (lines.length < wanted && left.length) {
    const [{ module }] = left.splice(random.below(left.length), 1) as [(typeof left)[number]];
    const line = await workingLine(module, folder);
    if (!line) continue;
    server.begin((_request, _response, well) => well(), line.variant);
    const { code } = await globus(line.argv, { network: true, env: server.env(), logins: {} });
    const reads = server.sent.every(({ method }) => method === 'GET');
    if (code === 0 && server.sent.length > 0 && (reads || lines.length > wanted / 2)) lines.push({ ...line, reads });
  }
}, 600_000);

/** Requests that a service does once however often they come: by an id that they carry, or because they only read. */
const isRepeatable = (path: string, body: string) =>
  /"submission_id": ?"[^"]/.test(body) ||
  /\/(search|scroll|ingest|batch_delete_by_subject|batch_status|introspect)\b/.test(path);

/** What was sent more than once and would be done more than once. */
function sentTwice({ sent }: Faulty): string[] {
  const seen = new Set<string>();
  return sent
    .filter(({ method, path, body }) => /POST|PATCH/.test(method) && !isRepeatable(path, body))
    .map(({ method, path, body }) => `${method} ${path} ${body}`)
    .filter((each) => seen.has(each) || !seen.add(each));
}

/** Runs each line with a network that is at fault, and says what was wrong about how they ended. */
async function tried(
  what: string,
  run: (line: Line) => Promise<Result>,
  judge: (result: Result, line: Line) => string | undefined,
  { at = server, of = lines }: { readonly at?: Faulty; readonly of?: readonly Line[] } = {},
): Promise<void> {
  const wrong: string[] = [];
  const end = Date.now() + milliseconds;
  let [done, slowest] = [0, 0];
  for (const line of of) {
    if (done && Date.now() > end) break;
    const start = Date.now();
    const result = await run(line);
    const took = Date.now() - start;
    slowest = Math.max(slowest, took);
    done++;
    const found = [
      ...([0, 1, 2, 3, 4].includes(result.code) ? [] : [`exit ${result.code}`]),
      ...(/This is a bug|Unexpected error|\bundefined\b/.test(result.stderr) ? ['it is said to be a bug'] : []),
      ...(took > longest ? [`took ${took} ms`] : []),
      // a redirect is answered before anything is done
      ...(what.startsWith('redirects') ? [] : sentTwice(at)).map((each) => `sent twice: ${each}`),
      ...[judge(result, line)].filter((each) => each !== undefined),
    ];
    if (found.length) wrong.push(`globus ${line.argv.join(' ')}: ${found.join('; ')}\n${result.stderr.slice(0, 500)}`);
  }
  figure(
    `a network with ${what}`,
    `${done} commands, ${wrong.length} wrong, the slowest took ${(slowest / 1000).toFixed(1)} s`,
  );
  expect(wrong, `GLOBUS_HARD_SEED=${seed}`).toEqual([]);
}

const endsWith1 = ({ code }: Result) => (code === 1 ? undefined : `exit ${code} where nothing can be had`);
const large = /bomb|without end/;

/**
 * The bytes that this process holds, without its garbage. Commands run inside it, one after the other, and the engine is in no
 * hurry with what the ones before left. How much one command takes at most is measured on the built program, below.
 */
function held(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

describe(`faults of services (seed ${seed})`, () => {
  /** What comes whole is handed through as it is by `globus api`, whatever it is. */
  const handsThrough = ({ argv }: Line, what: string) => argv[0] === 'api' && /^(a web page|redirects)/.test(what);
  for (const [what, { fault, passes }] of Object.entries(faults))
    test(
      what,
      async () => {
        const before = held();
        const few = large.test(what) ? lines.slice(0, rounds(1, 5)) : lines;
        await tried(
          what,
          (line) => {
            server.begin(fault, line.variant);
            return globus(line.argv, { network: true, env: { ...server.env(), ...timeout }, logins: {} });
          },
          (result, line) => {
            const { reads } = line;
            if (!passes) return handsThrough(line, what) ? undefined : endsWith1(result);
            return reads && result.code !== 0 ? `exit ${result.code} where the trouble passes` : undefined;
          },
          { of: few },
        );
        // what sockets that close still hold is given back a little later
        await expect.poll(() => held() - before, { timeout: 30_000, interval: 500 }).toBeLessThan(500 * 1024 * 1024);
      },
      milliseconds * 3 + 120_000,
    );
});

describe(`faults on the way (seed ${seed})`, () => {
  const elsewhere = (more: Record<string, string>) => (line: Line) => {
    server.begin(() => undefined, line.variant);
    return globus(line.argv, { network: true, env: { ...more, ...timeout }, logins: {} });
  };
  test(
    'a name that is none',
    () => tried('a name that is none', elsewhere(envAt('http://no-such-host.invalid')), endsWith1),
    milliseconds * 3 + 120_000,
  );

  for (const [what, fault] of Object.entries(proxyFaults))
    test.each(['http', 'https'])(
      `${what}, for %s`,
      async (scheme) => {
        const proxy = await open();
        const address = `http://127.0.0.1:${proxy.port}`;
        const env = { ...envAt(`${scheme}://services.invalid`), HTTP_PROXY: address, HTTPS_PROXY: address };
        await tried(
          `${what}, for ${scheme}`,
          (line) => {
            proxy.begin(fault, line.variant);
            return globus(line.argv, { network: true, env: { ...env, ...timeout }, logins: {} });
          },
          // an answer of 502 to a plain request may be the service's own
          (result) =>
            endsWith1(result) ??
            (/proxy/i.test(result.stderr) || (scheme === 'http' && what.includes('nobody'))
              ? undefined
              : 'the proxy is not named'),
          { at: proxy },
        );
      },
      milliseconds * 3 + 120_000,
    );
});

describe(`certificates (seed ${seed})`, () => {
  const made = certificates();
  const file = join(folder, 'authority.pem');
  writeFileSync(file, made.authority);
  const over = async (tls: { key: string; cert: string }) => {
    const secure = await open(tls);
    const run = (line: Line) => {
      secure.begin((_request, _response, well) => well(), line.variant);
      const env = { ...secure.env(), ...timeout, GLOBUS_SDK_HTTP_TIMEOUT: '5', GLOBUS_SDK_VERIFY_SSL: file };
      return globus(line.argv, { network: true, env, logins: {} });
    };
    return { secure, run };
  };
  test(
    'one by the authority that is trusted lets everything through',
    async () => {
      const { secure, run } = await over(made.good);
      await tried('a good certificate', run, ({ code }) => (code === 0 ? undefined : `exit ${code}`), { at: secure });
    },
    milliseconds * 3 + 120_000,
  );
  test.each(Object.entries(made.bad))(
    '%s lets nothing through',
    async (what, tls) => {
      const { secure, run } = await over(tls);
      const judge = (result: Result) =>
        endsWith1(result) ??
        (/certificate/i.test(result.stderr) ? undefined : 'the certificate is not named') ??
        (secure.sent.length ? 'something was sent' : undefined);
      await tried(what, run, judge, { at: secure });
    },
    milliseconds * 3 + 120_000,
  );
});

/** The most memory that a process ever had, in kilobytes, on the last line of stderr. */
const telling = [
  '--import',
  'data:text/javascript,process.on("exit",()=>console.error("most "+process.resourceUsage().maxRSS))',
];

test.each(['a bomb of gzip', 'a body without end'])(
  'the program as built holds little more of %s than a document may have',
  async (what) => {
    ensureBuilt();
    server.begin(faults[what]!.fault, 0);
    const env = { ...server.env(), GLOBUS_SDK_HTTP_TIMEOUT: '60' };
    const { code, stderr } = await runBuilt(['task', 'list'], { env, nodeArgs: telling });
    expect(code, stderr).toBe(1);
    expect(stderr).toContain('larger than 256 MB');
    const most = Number(/^most (\d+)$/m.exec(stderr)?.[1]) / 1024;
    figure(`memory of a command that reads ${what}`, `${Math.round(most)} MB`);
    expect(most).toBeLessThan(1200);
  },
  120_000,
);
