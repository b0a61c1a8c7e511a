import { param } from './param.js';

/** Print what would be sent, and send nothing. */
export const dryRun = param.switch({ summary: 'Print what would be sent, and send nothing' });
