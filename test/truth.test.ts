import { expect, test } from 'vitest';
import { httpTimeout, tlsSettings } from '../src/host/network/settings.js';
import { isInteractive } from '../src/host/prompt.js';
import type { Runtime } from '../src/runtime.js';
import { truthOf } from '../src/truth.js';

test('words for true and false are known in any case, and no others', () => {
  for (const word of ['1', 'true', 'T', 'YES', 'y', 'On']) expect([word, truthOf(word)]).toEqual([word, true]);
  for (const word of ['0', 'False', 'f', 'NO', 'n', 'off']) expect([word, truthOf(word)]).toEqual([word, false]);
  for (const word of ['', ' ', 'nope', '2', 'constructor', 'toString'])
    expect([word, truthOf(word)]).toEqual([word, undefined]);
});

test('GLOBUS_CLI_INTERACTIVE turns questions off with a word for false only', () => {
  const interactive = (value: string | undefined) =>
    isInteractive(
      { env: { GLOBUS_CLI_INTERACTIVE: value }, stdin: { isTTY: true }, stderr: { isTTY: true } } as unknown as Runtime,
      false,
    );
  expect([undefined, '', 'yes', 'maybe', 'no', 'OFF'].map(interactive)).toEqual([true, true, true, true, false, false]);
});

test('GLOBUS_SDK_VERIFY_SSL that is no word for true or false is the name of a file', () => {
  expect([undefined, '', 'on'].map((value) => tlsSettings({ GLOBUS_SDK_VERIFY_SSL: value }))).toEqual([{}, {}, {}]);
  expect(tlsSettings({ GLOBUS_SDK_VERIFY_SSL: 'Off' })).toEqual({ rejectUnauthorized: false });
  expect(() => tlsSettings({ GLOBUS_SDK_VERIFY_SSL: 'flase' })).toThrow("names 'flase', which cannot be read");
  expect(httpTimeout({})).toBe(60_000);
});
