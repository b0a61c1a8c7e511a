#!/usr/bin/env node
'use strict';
// CommonJS, and one file first: loading it takes half the time of as many ES modules, and help and completion need nothing else
const { join } = require('node:path');

require('node:module').enableCompileCache?.();
const dist = join(__dirname, '../dist');
const argv = process.argv.slice(2);
const answer = require('../dist/quick.cjs').startQuick(argv, dist);
if (answer?.exitCode !== undefined) process.exitCode = answer.exitCode;
else {
  import('../dist/start.js')
    .then(({ start }) => start(argv, answer?.resolved))
    .then((exitCode) => {
      process.exitCode = exitCode;
    });
}
