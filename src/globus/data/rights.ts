import { fchmodSync, fchownSync, fstatSync } from 'node:fs';

/** Of a file, who may do what with it. */
export interface Rights {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

/**
 * Gives an open draft the owner, the group and the permissions of the file whose place it takes. Only root may give a file to
 * somebody else, and a group has to be one's own: where the group stays another, it may do no more than everybody.
 */
export function takeRights(draft: number, there: Rights): void {
  const { uid, gid, mode } = fstatSync(draft);
  const hasOwner = uid === there.uid || mayGive(draft, there.uid, there.gid);
  const hasGroup = hasOwner
    ? gid === there.gid || mayGive(draft, there.uid, there.gid)
    : mayGive(draft, uid, there.gid);
  const permissions = there.mode & 0o777;
  const ofGroup = hasGroup ? permissions : permissions & ~(~(permissions << 3) & 0o070);
  // whoever put a file there for another one does not say what may be done with what is written now
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- it is written by nobody else: there is one thread
  const wanted = hasOwner ? ofGroup : ofGroup & ~process.umask();
  if ((mode & 0o777) === wanted) return;
  try {
    fchmodSync(draft, wanted);
  } catch (error) {
    // some disks refuse it; what would be open to more people than before is not written
    if (mode & 0o777 & ~wanted) throw error;
  }
}

function mayGive(draft: number, uid: number, gid: number): boolean {
  try {
    fchownSync(draft, uid, gid);
    return true;
  } catch {
    return false; // not allowed here, or a disk that knows no owners: the copy is one's own then
  }
}
