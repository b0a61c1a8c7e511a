import { realpath } from 'node:fs/promises';
import { sep } from 'node:path';
import { CliError } from '../../errors.js';
import { visible } from '../../visible.js';
import type { Entry } from './entries.js';
import { below, ledTo, type Place } from './place.js';

/**
 * What is wrong where the destination has a link to another of its folders in the place of a folder: files that are copied through it lie there,
 * as what only the destination has, and would be deleted with it.
 */
export async function linkInside(destination: Place, there: Entry | undefined): Promise<CliError | undefined> {
  if (!there || there.relative === '' || (there.type !== 'link' && there.target === undefined)) return undefined;
  if (!(await leadsInside(destination, there))) return undefined;
  return new CliError(
    `${visible(there.relative)} at the destination is a link to another folder there: what is copied into it would be deleted as something extra.`,
    { hint: 'Remove the link, or leave out --delete.' },
  );
}

async function leadsInside(destination: Place, { relative, target }: Entry): Promise<boolean> {
  const link = below(destination, relative);
  if (destination.at === 'collection')
    return `${ledTo(link, target).path}/`.startsWith(`${destination.path.replace(/(?<!\/)\/+$/, '')}/`);
  // one that leads nowhere is told by what is written there
  const end = await realpath(link.path).catch(() => undefined);
  return end !== undefined && `${end}${sep}`.startsWith(`${await realpath(destination.path)}${sep}`);
}
