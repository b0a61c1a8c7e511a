import { message, param } from '#command';
import type { SignedIn } from '#command';

/** How a login reaches a person: shared by every command that logs in. */
export const browserFlags = {
  localServer: param.switch({ summary: 'Open a browser and take its answer on this machine' }),
  noLocalServer: param.switch({ summary: 'Take the code from the keyboard or standard input' }),
  qr: param.switch({ summary: 'Draw the address as a QR code, too' }),
};
export const browserRules = [{ type: 'exclusive', keys: ['localServer', 'noLocalServer'] }] as const;

/** Whether to listen for a browser; unsaid, that depends on who is there. */
export const listens = (flags: { readonly localServer: boolean; readonly noLocalServer: boolean }) =>
  flags.localServer ? true : flags.noLocalServer ? false : undefined;

export const signedIn = message(
  (done: SignedIn) => `You are logged in as ${done.username}.\nYour tokens are kept in ${done.stored_in}.`,
);
