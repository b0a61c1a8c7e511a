import type { Wing } from '../wing.js';
import { httpsApp } from './app.js';
import { describeHttpsProblem, unauthorizedCode } from './errors.js';

/** HTTPS access to the files of collections: `/data/COLLECTION_ID/path`, over TLS and over plain HTTP. */
export const httpsWing: Wing = {
  name: 'https',
  ownsPath: (path) => path.startsWith('/data/'),
  app: httpsApp,
  describe: describeHttpsProblem,
  unauthorizedCode: unauthorizedCode,
  // What it changes are files; an upload makes sure itself that it can be tidied up.
  onlyRead: /^/,
};
