import { execFile } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ESLint } from 'eslint';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { scaffold } from '../tools/new.js';
import { temporaryFolder } from './support/globus.js';

const root = join(import.meta.dirname, '..');
const node = (cwd: string, ...argv: string[]) =>
  promisify(execFile)(process.execPath, argv, { cwd, env: { ...process.env, NO_COLOR: '1' } });

describe('npm run new', () => {
  test('writes a command and a test that pass every check and run', async () => {
    const copy = temporaryFolder();
    for (const folder of ['src', 'tools', 'test/support'])
      cpSync(join(root, folder), join(copy, folder), { recursive: true });
    for (const file of [
      '.dependency-cruiser.cjs',
      'eslint.config.js',
      'tsconfig.json',
      'package.json',
      'vitest.config.ts',
    ])
      copyFileSync(join(root, file), join(copy, file));
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));

    const written = scaffold(copy, ['weather', 'station', 'forecast']);
    expect(written).toEqual([
      'src/commands/weather/_topic.ts',
      'src/commands/weather/station/_topic.ts',
      'src/commands/weather/station/forecast.ts',
      'test/commands/weather/station/forecast.test.ts',
    ]);
    const paths = written.map((file) => join(copy, file));

    const { options } = ts.parseJsonConfigFileContent(
      ts.readConfigFile(join(copy, 'tsconfig.json'), (path) => ts.sys.readFile(path)).config,
      ts.sys,
      copy,
    );
    const program = ts.createProgram(paths, options);
    const complaints = paths.flatMap((path) => ts.getPreEmitDiagnostics(program, program.getSourceFile(path)));
    expect(complaints.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);

    const linted = await new ESLint({ cwd: copy, overrideConfigFile: join(copy, 'eslint.config.js') }).lintFiles(
      written,
    );
    expect(linted.flatMap(({ messages }) => messages)).toEqual([]);

    const layers = await node(
      copy,
      join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
      '--config',
      '.dependency-cruiser.cjs',
      'src/commands/weather',
    );
    expect(layers.stdout).toContain('no dependency violations');

    await node(copy, join(root, 'node_modules/tsx/dist/cli.mjs'), 'tools/generate.ts', '--manifest');
    const ran = await node(copy, join(root, 'node_modules/vitest/vitest.mjs'), 'run', written.at(-1)!);
    expect(ran.stdout).toMatch(/Tests +3 passed \(3\)/);
  }, 90_000);

  test('is told of in an order that works: the build before the program is run by hand', () => {
    const steps = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8').split('**Prove it.**')[1] ?? '';
    const [build, byHand] = [steps.indexOf('npm run build'), steps.indexOf('node bin/globus.js')];
    expect(build).toBeGreaterThan(-1);
    expect(byHand).toBeGreaterThan(build);
  });

  test('leaves alone what is there', () => {
    const folder = temporaryFolder();
    scaffold(folder, ['weather']);
    writeFileSync(join(folder, 'src/commands/weather.ts'), 'mine');
    expect(() => scaffold(folder, ['weather'])).toThrow('src/commands/weather.ts is there already.');
    expect(readFileSync(join(folder, 'src/commands/weather.ts'), 'utf8')).toBe('mine');
    expect(() => scaffold(folder, ['weather', 'station'])).toThrow('make it src/commands/weather/index.ts first');
    expect(existsSync(join(folder, 'src/commands/weather'))).toBe(false);
  });

  test('refuses words that could not be typed', () => {
    const folder = temporaryFolder();
    for (const words of [['Task'], ['a--b'], ['../up'], ['_private'], ['index'], []])
      expect(() => scaffold(folder, words)).toThrow(/word/);
    expect(existsSync(join(folder, 'src'))).toBe(false);
  });
});
