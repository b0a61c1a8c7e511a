const words: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'there is no such file or folder'],
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['EISDIR', 'it is a folder'],
  ['ENOTDIR', 'a part of its path is not a folder'],
  ['EEXIST', 'something else has this name already'],
  ['ENOTEMPTY', 'the folder is not empty'],
  ['EROFS', 'the disk can only be read'],
  ['ENAMETOOLONG', 'the name is too long'],
  ['ELOOP', 'it is a link, or a part of its path leads in a circle'],
  ['EMFILE', 'too many files are open'],
  ['ENFILE', 'too many files are open on this machine'],
  ['ENOSPC', 'there is no space left on the disk'],
  ['EDQUOT', 'your disk quota is used up'],
  ['EFBIG', 'the file would be larger than is allowed here (ulimit -f), or than its disk can keep'],
  ['EIO', 'the disk failed'],
  ['ENXIO', 'the device is not there'],
  ['ENODEV', 'the device is not there'],
  ['ESTALE', 'its file server has forgotten it'],
  ['EREMOTEIO', 'its file server failed'],
  ['EHOSTDOWN', 'its file server does not answer'],
  ['ETIMEDOUT', 'its file server does not answer'],
  ['ENOTCONN', 'its file server is not connected'],
  ['ENOLCK', 'its file server gives no locks'],
  ['EBUSY', 'it is in use'],
  ['ETXTBSY', 'it is a program that is running'],
  ['EINVAL', 'its disk does not allow such a name, or such a file'],
  ['EILSEQ', 'its disk does not allow such a name'],
  ['EXDEV', 'the two are on different disks'],
  ['ENOMEM', 'this machine has no memory left'],
  ['ENOSYS', 'its disk cannot do that'],
  ['ENOTSUP', 'its disk cannot do that'],
  ['EOPNOTSUPP', 'its disk cannot do that'],
]);

/** What the system said of a file, as the end of a sentence of ours. */
export function diskWords(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return words.get(code ?? '') ?? message;
}

/** Whether a failure is what the system said of a file, and neither a bug nor something about a connection. */
export const isOfDisk = (error: unknown): error is NodeJS.ErrnoException & { readonly code: string } => {
  if (!(error instanceof Error)) return false;
  const { code, syscall } = error as NodeJS.ErrnoException;
  return words.has(code ?? '') && syscall !== undefined && !/^(?:connect|getaddrinfo|bind|listen)/.test(syscall);
};

/** What comes of it; undefined where the disk keeps from it, for what helps and is not needed. */
export function unlessOfDisk<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch (error) {
    if (isOfDisk(error)) return undefined;
    throw error;
  }
}
