export type { RunningSandbox, SandboxOptions, WorldSource } from './options.js';
export { readRecord, RecordError, type RecordedLogin } from './record/format.js';
export { startPlayer, type Player } from './record/player.js';
export { startRecorder, type Recorder } from './record/recorder.js';
export { shippedWorlds } from './scenario/shipped.js';
export { WorldFileError } from './scenario/world-file.js';
export { startSandbox } from './start.js';
