#!/usr/bin/env node
'use strict';
// CommonJS, and one file first: loading it takes half the time of as many ES modules, and help and completion need nothing else
const { join } = require('node:path');
const { startQuick, startProgram } = require('../dist/quick.cjs');

const dist = join(__dirname, '../dist');
const argv = process.argv.slice(2);
const answer = startQuick(argv, dist);
if (answer?.exitCode !== undefined) process.exitCode = answer.exitCode;
else module.exports = startProgram(argv, dist, answer?.resolved);
