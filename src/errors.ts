/**
 * Every failure a user can meet, typed where it is born. `main` judges once: an error that is not a
 * CliError is a bug of ours and is reported as one.
 */

/** The exit codes; a contract with every script that calls us (docs/exit-codes.md). */
export const ExitCode = {
  done: 0,
  failure: 1,
  usage: 2,
  wrongType: 3,
  authRequired: 4,
  interrupted: 130,
} as const;

/** How a process that was asked to end ends, as shells say it: 128 and the signal's number. */
export const exitCodeOfSignal: ReadonlyMap<string, number> = new Map([
  ['SIGHUP', 129],
  ['SIGINT', ExitCode.interrupted],
  ['SIGTERM', 143],
]);

export type Forgotten = 'colon' | 'path';

export interface ErrorParts {
  /** What to do next, one sentence or command a line. Printed after the message. */
  readonly hint?: string | undefined;
  /** The message on a terminal, where what scripts look for in it says nothing to a person. */
  readonly forPeople?: string | undefined;
  /** Machine-readable particulars, merged into the JSON form of the error. Never a secret. */
  readonly data?: Readonly<Record<string, unknown>> | undefined;
  readonly cause?: unknown;
  /** Words that make it safe to run the same line again: with them, the work is done once. */
  readonly again?: readonly string[] | undefined;
  /** What a person may have forgotten: a colon or the quotes of a name that is there, or the path of a place. */
  readonly forgot?: Forgotten | undefined;
}

/** What happened (message), what to do next (hint), and how the process ends (exitCode). */
export class CliError extends Error {
  readonly exitCode: number = ExitCode.failure;
  readonly hint: string | undefined;
  readonly data: Readonly<Record<string, unknown>>;
  readonly again: readonly string[] | undefined;
  readonly forPeople: string | undefined;
  readonly forgot: Forgotten | undefined;

  constructor(message: string, parts: ErrorParts = {}) {
    super(message, { cause: parts.cause });
    this.name = new.target.name;
    this.hint = parts.hint;
    this.data = parts.data ?? {};
    this.again = parts.again;
    this.forPeople = parts.forPeople;
    this.forgot = parts.forgot;
  }

  /** The same failure, of the same class and with the same exit code, told with more; its data stay. */
  toldWith(message: string, parts: Omit<ErrorParts, 'cause'>): this {
    const told = { message, ...parts, data: { ...this.data, ...parts.data } };
    return Object.create(Object.getPrototypeOf(this) as object, {
      ...Object.getOwnPropertyDescriptors(this),
      ...Object.getOwnPropertyDescriptors(told),
    }) as this;
  }
}

/** The command line is not one we accept: exit 2, nothing was sent anywhere. */
export class UsageError extends CliError {
  override readonly exitCode = ExitCode.usage;
}

/** The id names another type of thing than the command works on: exit 3. */
export class WrongTypeError extends CliError {
  override readonly exitCode = ExitCode.wrongType;
}

/** What a login has to bring before the service says yes. Field names are those of Globus Auth. */
export interface AuthRequirement {
  /** The reason in the service's words. */
  readonly session_message?: string;
  readonly session_required_identities?: readonly string[];
  readonly session_required_policies?: readonly string[];
  readonly session_required_single_domain?: readonly string[];
  readonly session_required_mfa?: boolean;
  /** Scope strings, with dependencies in brackets, that must be consented to. */
  readonly required_scopes?: readonly string[];
  readonly prompt?: 'login';
}

/** A login, a consent or a session is needed: exit 4. `command` is the exact remedy. */
export class AuthRequiredError extends CliError {
  override readonly exitCode = ExitCode.authRequired;

  constructor(
    message: string,
    readonly requirement: AuthRequirement,
    readonly command: string,
    parts: ErrorParts = {},
  ) {
    super(message, {
      hint: `Run\n\n  ${command}\n\nto continue.`,
      ...parts,
      data: { ...parts.data, command, authorization_parameters: requirement },
    });
  }
}

/** A service answered, and the answer is no. */
export class ServiceError extends CliError {
  constructor(
    message: string,
    readonly response: {
      /** The service's short name: transfer, auth, groups... */
      readonly service: string;
      readonly status: number;
      /** The service's own error code, where it sent one. */
      readonly code?: string | undefined;
      readonly requestId?: string | undefined;
      /** How long it asks to wait before the next request (Retry-After), in seconds. */
      readonly waitSeconds?: number | undefined;
      /** The parsed error document, where it sent one. */
      readonly document?: unknown;
    },
    parts: ErrorParts = {},
  ) {
    super(message, {
      ...parts,
      data: {
        service: response.service,
        http_status: response.status,
        code: response.code,
        request_id: response.requestId,
        ...parts.data,
      },
    });
  }
}

/** Whether a service said that there is no such thing. */
export const isNotFound = (error: unknown): error is ServiceError =>
  error instanceof ServiceError && error.response.status === 404;

/** No usable answer came: refused, timed out, cut short, not JSON. */
export class NetworkError extends CliError {}

/** A service said yes, and what it sent is not what its reference promises. */
export class UnexpectedAnswerError extends CliError {}

/** The user pressed Ctrl-C: exit 130. Another signal that asked the process to end has its own code: `exitCodeOfSignal`. */
export class InterruptedError extends CliError {
  override readonly exitCode = ExitCode.interrupted;
}

/** The person left a question with Esc: for the one before, where somebody leads them through several. */
export class WentBackError extends InterruptedError {
  constructor() {
    super('Nothing was chosen.');
  }
}

/** Something other than 1 was asked for as the code of this failure (`--timeout-exit-code`, `--map-http-status`). */
export class ExitCodeError extends CliError {
  override readonly exitCode: number;

  constructor(message: string, exitCode: number, parts: ErrorParts = {}) {
    super(message, parts);
    this.exitCode = exitCode;
  }
}
