import { Hono } from 'hono';
import type { SandboxEnv } from '../http/context.js';
import { markup } from './markup.js';
import { script } from './script.js';
import { style } from './style.js';

/** The page may use nothing but what this server gives it, and no other page may show it. */
const headers = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
} as const;

/** The page at `/` that shows what goes on in the sandbox, with its style and script; all of it is in the program. */
export function pageApp(): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();
  const serve = (path: string, type: string, text: () => string) =>
    app.get(path, (c) => c.body(text(), 200, { ...headers, 'Content-Type': `${type}; charset=utf-8` }));
  serve('/', 'text/html', () => markup);
  serve('/_sandbox/page.css', 'text/css', () => style);
  serve('/_sandbox/page.js', 'text/javascript', script);
  return app;
}
