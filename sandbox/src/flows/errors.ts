import { randomUUID } from 'node:crypto';
import { ApiError } from '../http/api-error.js';
import type { Issue } from '../http/issues.js';
import type { Problem } from '../wing.js';

export const authenticationError = 'AUTHENTICATION_ERROR';

/** The error document of Flows. What `extra` says of authorization belongs on top, the rest beside the code. */
export function describeFlowsProblem({ code, message, extra = {} }: Problem): Record<string, unknown> {
  const { detail = message, message: summary, ...others } = extra;
  return {
    ...others,
    error: { code, detail, ...(summary === undefined ? {} : { message: summary }) },
    debug_id: randomUUID(),
  };
}

export const unauthorized = (): ApiError => new ApiError(401, authenticationError, 'Expired or invalid Bearer token');

export const missingScope = (scope: string): ApiError =>
  new ApiError(403, 'MISSING_SCOPE', `This action requires the following scope: ${scope}`);

export const notFound = (what: string, id: string): ApiError =>
  new ApiError(404, 'NOT_FOUND', `No ${what} exists with id value ${id}`);

/** 403 for something the caller may see but not do. */
export const forbidden = (what: string, id: string, permission: string): ApiError =>
  new ApiError(
    403,
    'FORBIDDEN',
    `You do not have the necessary permissions to perform this action on the ${what} with id value ${id}. Missing permissions: ${permission}.`,
  );

export const conflict = (why: string): ApiError => new ApiError(409, 'STATE_CONFLICT', why);

/** 422 with everything that is wrong with a request. */
export function unprocessable(issues: Issue[]): ApiError {
  const [first] = issues;
  const summary = `${issues.length} validation error${issues.length === 1 ? '' : 's'} in body.${first ? ` $.${first.loc.join('.')}: ${first.msg}` : ''}`;
  return new ApiError(422, 'UNPROCESSABLE_ENTITY', summary, { detail: issues, message: summary });
}
