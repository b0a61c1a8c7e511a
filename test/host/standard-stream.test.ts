import { spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';

const above = mkdtempSync(join(tmpdir(), 'globus-stream-'));
afterAll(() => rmSync(above, { recursive: true }));
const program = join(above, 'child.mjs');
/** Writes lines through `standardStream`, and says on stderr which of Node's modules it took and how the last write ended. */
const child = `
import { standardStream } from './src/host/standard-stream.js';
const out = standardStream(1);
const count = Number(process.argv[2]);
for (let i = 0; i < count; i++) {
  const error = await new Promise((done) => out.write(i % 2 ? Buffer.from(i + ' é\\n') : i + ' é\\n', done));
  if (error) { standardStream(2).write('ended: ' + error.code + '\\n'); break; }
}
standardStream(2).write(process.moduleLoadList.some((name) => /internal.fs.sync_write_stream$|NativeModule net$/.test(name)) ? 'dear\\n' : 'cheap\\n');
`;
beforeAll(() => {
  buildSync({
    stdin: { contents: child, resolveDir: process.cwd(), loader: 'ts' },
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['node:*'],
  });
});
const lines = (count: number) => Array.from({ length: count }, (_, i) => `${i} é\n`).join('');

test('what goes into a file comes whole, and no stream of Node’s is loaded for it', () => {
  const file = join(above, 'out');
  const errors = join(above, 'err');
  const [out, err] = [openSync(file, 'w'), openSync(errors, 'w')];
  const { status } = spawnSync(process.execPath, [program, '2000'], { stdio: ['ignore', out, err] });
  closeSync(out);
  closeSync(err);
  expect(status).toBe(0);
  expect(readFileSync(file, 'utf8')).toBe(lines(2000));
  expect(readFileSync(errors, 'utf8')).toBe('cheap\n');
});

test.runIf(process.platform === 'linux')('what goes nowhere costs no stream of Node’s, either', () => {
  const { status, stderr } = spawnSync('sh', ['-c', `"${process.execPath}" "${program}" 2000 >/dev/null`], {
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([0, 'cheap\n']);
});

test('what goes into a pipe comes whole, however slowly it is read', async () => {
  const { stdout, stderr } = spawnSync('sh', ['-c', `"${process.execPath}" "${program}" 60000 | { sleep 0.3; cat; }`], {
    maxBuffer: 1e8,
    encoding: 'utf8',
  });
  expect(stdout).toBe(lines(60_000));
  expect(stderr).toBe('cheap\n');
  // one that another process made non-blocking
  const script = `import os,sys,time
r,w=os.pipe(); os.set_blocking(w,False)
if os.fork()==0:
  os.close(r); os.dup2(w,1); os.execv(sys.argv[1],sys.argv[1:])
os.close(w); time.sleep(0.5)
while True:
  piece=os.read(r,65536)
  if not piece: break
  sys.stdout.buffer.write(piece)`;
  const python = spawn('python3', ['-c', script, process.execPath, program, '60000']);
  let came = '';
  python.stdout.setEncoding('utf8').on('data', (piece: string) => (came += piece));
  const ended = await new Promise((done) => python.on('error', () => done('no python')).on('close', done));
  if (ended === 'no python') return console.log('skipped: a pipe that is non-blocking, for want of python3');
  expect(came).toBe(lines(60_000));
});

test('a reader that has gone is told by the write', () => {
  const { stderr } = spawnSync('sh', ['-c', `"${process.execPath}" "${program}" 1000000 | head -1`], {
    encoding: 'utf8',
  });
  expect(stderr).toContain('ended: EPIPE');
});
