import { PassThrough } from 'node:stream';
import { createElement } from 'react';
import { expect, test } from 'vitest';
import type { ScreenTerminal } from '../../src/browse/contract.js';
import { onStage } from '../../src/browse/stage.js';

test('what cannot be drawn ends the screen, and looks like no trouble with the answer of a service', async () => {
  const stdin = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: () => undefined,
    ref: () => undefined,
    unref: () => undefined,
  });
  const out = () => Object.assign(new PassThrough(), { isTTY: true, columns: 1, rows: 1 });
  const terminal = { stdin, stdout: out(), stderr: out(), signal: new AbortController().signal, onUp: () => undefined };
  const Broken = () => ' '.repeat(-1);
  const shown = onStage(terminal as unknown as ScreenTerminal, () => ({
    begin: () => undefined,
    draw: () => createElement(Broken),
    onKey: () => undefined,
    onResize: () => undefined,
    onLeft: () => undefined,
  }));
  await expect(shown).rejects.toSatisfy(
    (error: Error) => error.constructor === Error && error.cause instanceof RangeError,
  );
});
