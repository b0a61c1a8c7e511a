import { lstatSync, readlinkSync, type Stats } from 'node:fs';
import { userInfo } from 'node:os';
import type { Folder } from './folder.js';
import type { Jail } from './jail.js';

/** One entry of a directory as ls and stat show it. */
export interface FileDocument {
  readonly DATA_TYPE: 'file';
  readonly name: string;
  readonly type: 'dir' | 'file' | 'invalid_symlink' | 'chr' | 'blk' | 'pipe' | 'other';
  readonly size: number;
  readonly last_modified: string;
  readonly permissions: string;
  readonly user: string;
  readonly group: string;
  readonly link_target: string | null;
  readonly link_size: number | null;
  readonly link_user: string | null;
  readonly link_group: string | null;
  readonly link_last_modified: string | null;
}

const self = userInfo();

/** Times of files: a space where the times of tasks have a T. */
export function fileTime(milliseconds: number): string {
  return new Date(milliseconds)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, '+00:00');
}

/** The document of one entry; a symlink is described by what it leads to inside the jail, and itself in `link_*`. */
export function fileDocument(jail: Jail, folder: Folder, name: string): FileDocument {
  const path = name === '' ? folder.self : folder.at(name);
  const stats = lstatSync(path);
  if (!stats.isSymbolicLink()) return describe(name, stats, typeOf(stats));
  const link = {
    link_target: readlinkSync(path),
    link_size: stats.size,
    link_user: userName(stats.uid),
    link_group: groupName(stats.gid),
    link_last_modified: fileTime(stats.mtimeMs),
  };
  const target = jail.follow(folder, name)?.stats;
  return { ...describe(name, target ?? stats, target ? typeOf(target) : 'invalid_symlink'), ...link };
}

function describe(name: string, stats: Stats, type: FileDocument['type']): FileDocument {
  return {
    DATA_TYPE: 'file',
    name,
    type,
    size: stats.size,
    last_modified: fileTime(stats.mtimeMs),
    permissions: (stats.mode & 0o7777).toString(8).padStart(4, '0'),
    user: userName(stats.uid),
    group: groupName(stats.gid),
    link_target: null,
    link_size: null,
    link_user: null,
    link_group: null,
    link_last_modified: null,
  };
}

function typeOf(stats: Stats): FileDocument['type'] {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'dir';
  if (stats.isFIFO()) return 'pipe';
  if (stats.isCharacterDevice()) return 'chr';
  return stats.isBlockDevice() ? 'blk' : 'other';
}

function userName(uid: number): string {
  return uid === self.uid ? self.username : String(uid);
}

function groupName(gid: number): string {
  return gid === self.gid ? self.username : String(gid);
}
