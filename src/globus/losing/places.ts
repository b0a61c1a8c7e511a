import type { TransferOperations } from '../../services/transfer.js';
import { findBookmark } from '../bookmarks.js';
import { collectionName } from './access.js';
import { called, ifShown, type Loss } from './loss.js';

type Transfer<K extends keyof TransferOperations> = Pick<TransferOperations, K>;

/** A bookmark, by its id or name. */
export async function bookmarkLoss(
  named: string,
  transfer: Transfer<'getEndpoint' | 'getBookmark' | 'listBookmarks'>,
): Promise<Loss> {
  const { name, endpoint_id: endpoint, path } = await findBookmark(named, transfer);
  return { question: `Delete the bookmark '${name}' (${path} on ${await collectionName(endpoint, transfer)})?` };
}

export async function bookmarkV2Loss(id: string, transfer: Transfer<'getBookmarkV2'>): Promise<Loss> {
  const bookmark = (await ifShown(transfer.getBookmarkV2(id)))?.data.attributes;
  return { question: `Delete the bookmark ${called(bookmark?.name, id)}${bookmark ? ` (${bookmark.path})` : ''}?` };
}

export async function tunnelLoss(id: string, transfer: Transfer<'getTunnel'>): Promise<Loss> {
  const tunnel = (await ifShown(transfer.getTunnel(id)))?.data.attributes;
  const state = tunnel ? `, which is ${tunnel.state.toLowerCase()}` : '';
  return { question: `Delete the tunnel ${called(tunnel?.label, id)}${state}?` };
}
