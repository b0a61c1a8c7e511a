import { message, param } from '#command';
import type { SignedIn } from '#command';

/** How a login reaches a person: shared by every command that logs in. */
export const browserFlags = {
  localServer: param.switch({ summary: 'Open a browser and take its answer on this machine' }),
  noLocalServer: param.switch({ summary: 'Paste the code by hand (the default)' }),
  qr: param.switch({ summary: 'Draw the address as a QR code, too' }),
};
export const browserRules = [{ type: 'exclusive', keys: ['localServer', 'noLocalServer'] }] as const;

export const signedIn = message(
  (done: SignedIn) => `You are logged in as ${done.username}.\nYour tokens are kept in ${done.stored_in}.`,
);
