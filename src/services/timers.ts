import type { Http, Query } from './http.js';
import { path } from './path.js';
import type { Job, Timer } from './timers-documents.js';

export type * from './timers-documents.js';

type Body = Readonly<Record<string, unknown>>;

/** Globus Timers: one line per operation, in the order of the service's reference. */
export const operations = (http: Http) => ({
  listJobs: (query: Query = {}) => http.get<{ readonly jobs: readonly Job[] }>('jobs/', { query, listUnder: 'jobs' }),
  getJob: (id: string) => http.get<Job>(path`jobs/${id}`),
  createTimer: (json: Body) =>
    http.post<{ readonly timer: Timer }>('v2/timer', { json, makesAnew: true, carries: 'timer.job_id' }),
  createJob: (json: Body) => http.post<Job>('jobs/', { json, makesAnew: true, carries: 'job_id' }),
  updateJob: (id: string, json: Body) => http.patch<Job>(path`jobs/${id}`, { json, carries: 'job_id' }),
  deleteJob: (id: string) => http.delete<Job>(path`jobs/${id}`, { carries: 'job_id' }),
  pauseJob: (id: string) => http.post<{ readonly message: string }>(path`jobs/${id}/pause`),
  resumeJob: (id: string, json: Body) => http.post<{ readonly message: string }>(path`jobs/${id}/resume`, { json }),
});
export type TimersOperations = ReturnType<typeof operations>;
