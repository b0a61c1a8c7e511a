import type { Adapters, DataConnector, FlowConnector, GcsConnector } from '../services/index.js';
import type { Http } from '../services/http.js';
import type { NamesTool } from '../name-lookup.js';
import type { SandboxTool } from '../emulator/contract.js';
import type { Screens } from '../screens.js';
import type { Session } from '../auth/session/contract.js';
import type { Clock, Files, Notices, Progress, Prompt, RawOut, SubmissionRecords } from '../tools.js';

export type ServiceName = 'auth' | 'transfer' | 'groups' | 'search' | 'flows' | 'timers' | 'compute';

/** Everything that `needs` can name, and what the command then gets. */
export interface NeedTypes extends Adapters {
  /** Globus Auth for what it answers to anybody: no login is demanded. */
  readonly publicAuth: Adapters['auth'];
  /** GCS managers, one per endpoint: `gcs.at(endpointId)`. */
  readonly gcs: GcsConnector;
  /** Single flows, to run them: `flow.at(flowId)`. */
  readonly flow: FlowConnector;
  /** Files of collections over HTTPS. No login is demanded before one is needed. */
  readonly data: DataConnector;
  /** The HTTP client of any service by name, for `globus api`. */
  readonly http: {
    readonly of: (service: ServiceName) => Http;
    readonly urlOf: (service: ServiceName) => string;
    readonly gcs: (endpointId: string) => Promise<{ readonly http: Http; readonly url: string }>;
  };
  /** The login itself: profiles, tokens, consents. No login is demanded for it. */
  readonly session: Session;
  /** The names that were looked up and kept. No login is demanded for them. */
  readonly names: NamesTool;
  readonly sandbox: SandboxTool;
  readonly prompt: Prompt;
  readonly progress: Progress;
  readonly notices: Notices;
  readonly files: Files;
  readonly stdout: RawOut;
  readonly clock: Clock;
  /** What was submitted in several tasks, by name. */
  readonly records: SubmissionRecords;
  /** The directory this installation keeps its state in, and the process environment for children it starts. */
  readonly host: HostProcess;
  /** What is shown on a terminal until it is left. */
  readonly screens: Screens;
}
export type Need = keyof NeedTypes & string;

/** For the few commands that start other programs or a server (`sandbox`). */
export interface HostProcess {
  readonly configDir: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Path of bin/globus.js of this installation. */
  readonly executable: string;
  readonly version: string;
  /** The variables with which lines of this program act as the login of this process, for programs that it starts. */
  readonly login: () => Readonly<Record<string, string>>;
  /** Resolves when the process is asked to stop (Ctrl-C, SIGTERM). */
  readonly interrupted: () => Promise<NodeJS.Signals>;
  readonly pid: number;
  readonly nodeVersion: string;
  readonly platform: string;
  /** Every command that is not hidden, in alphabetical order; `path` as typed, without `globus`. */
  readonly commands: () => readonly { readonly path: string; readonly summary: string }[];
}
