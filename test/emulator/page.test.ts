import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browser, openBrowser } from '../support/browser.js';
import { openSandbox } from '../../sandbox/test/signed-in.js';
import { adminOf, plant, twoCollections, until, type TwoCollections } from '../../sandbox/test/transferring.js';

let world: TwoCollections;
beforeAll(async () => {
  world = await twoCollections({ speed: { bytesPerSecond: 3_000_000 } });
});
const get = (path: string) => fetch(`${world.sandbox.url}${path}`);

describe('what is behind the page', () => {
  test('the page comes from the sandbox alone, and may use nothing else', async () => {
    const page = await get('/');
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    const policy = page.headers.get('content-security-policy') ?? '';
    for (const rule of ["default-src 'none'", "script-src 'self'", "connect-src 'self'", "frame-ancestors 'none'"])
      expect(policy).toContain(rule);
    const text = await page.text();
    expect(text.match(/(?:src|href)="(?!data:)[^"]*"/g)).toEqual([
      'href="/_sandbox/page.css"',
      'src="/_sandbox/page.js"',
    ]);
    expect(text).not.toMatch(/<script>| style="| on[a-z]+="/);
    expect((await get('/_sandbox/page.css')).headers.get('content-type')).toBe('text/css; charset=utf-8');
    const script = await get('/_sandbox/page.js');
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    // every element that the script asks for by name is in the page
    const named = [...(await script.text()).matchAll(/byId\("([\w-]+)"\)|show\("([\w-]+)"/g)].map(
      ([, id, table]) => id ?? table,
    );
    expect(named.length).toBeGreaterThan(20);
    for (const id of named) expect(text).toContain(`id="${id}"`);
  });

  test('the overview tells collections, tasks with their progress, runs, timers and faults, and no secret', async () => {
    plant(world.from, { 'a/one': '1', 'a/two': '22', 'a/three': '333' });
    const done = await world.transfer([{ source_path: '/a/', destination_path: '/a/', recursive: true }], {
      label: 'Three files',
    });
    await world.admin('POST', '/faults', { effect: { type: 'latency', ms: 1 }, path: '/nowhere' });
    const overview = (await world.admin('GET', '/overview')).json;
    expect(overview.tasks[0]).toMatchObject({
      id: done.task_id,
      label: 'Three files',
      status: 'SUCCEEDED',
      owner: 'ada@globusid.org',
      source: 'From',
      destination: 'To',
      done: 5,
      total: 5,
      files: 3,
      bytes: 6,
      faults: 0,
      trouble: null,
    });
    expect(overview.collections).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          id: world.source,
          display_name: 'From',
          owner: 'ada@globusid.org',
          connected: true,
          paused: false,
        }),
      ]),
    );
    expect(overview).toMatchObject({
      runs: [],
      faults: [{ effect: { type: 'latency', ms: 1 } }],
      faults_paused: false,
      breakdowns: 0,
      time: expect.stringMatching(/Z$/),
    });
    expect(JSON.stringify(overview)).not.toMatch(/token|secret|PRIVATE/i);
    await world.admin('DELETE', '/faults');
  });

  test('the events begin with all there is, and go on with what happens', async () => {
    const answer = await get(`/_sandbox/events?key=${world.sandbox.env['GLOBUS_SANDBOX_KEY']}`);
    expect(answer.headers.get('content-type')).toBe('text/event-stream');
    const reader = answer.body!.getReader();
    let text = '';
    const heard = async (pattern: RegExp) => {
      for (const end = Date.now() + 10_000; !pattern.test(text);) {
        if (Date.now() > end) throw new Error(`not heard: ${String(pattern)} in ${text}`);
        text += new TextDecoder().decode((await reader.read()).value);
      }
      text = '';
    };
    await heard(
      /event: clock\ndata: .*\n\nevent: overview\ndata: .*"collections".*\n\nevent: requests\ndata: \[.*\]\n\n/,
    );
    await world.ada('GET', '/bookmark_list?x=followed');
    await heard(/event: request\ndata: .*\/transfer\/v0.10\/bookmark_list.*followed.*\n\n/);
    await world.admin('POST', '/collections', { display_name: 'Third', path: world.to });
    await heard(/event: overview\ndata: .*"Third".*\n\n/);
    await world.admin('POST', '/clock', { advance_seconds: 10 });
    await heard(/event: clock\ndata: .*\n\n/);
    await reader.cancel();
  });

  test('faults can be paused as a whole: requests and held tasks go on', async () => {
    await world.admin('POST', '/faults', {
      service: 'transfer',
      path: '/v0.10/bookmark_list',
      effect: { type: 'status', status: 503 },
    });
    await world.admin('POST', '/faults', { path: '*/held', effect: { type: 'task_hold' } });
    plant(world.from, { held: 'x' });
    const { json } = await world.submit([{ source_path: '/held', destination_path: '/held' }]);
    expect((await world.ada('GET', '/bookmark_list')).status).toBe(503);
    expect((await world.task(json.task_id)).status).toBe('ACTIVE');
    expect((await world.admin('PATCH', '/faults', { paused: true })).json).toEqual({ paused: true });
    expect((await world.ada('GET', '/bookmark_list')).status).toBe(200);
    expect((await world.ended(json.task_id)).status).toBe('SUCCEEDED');
    expect((await world.admin('GET', '/faults')).json).toMatchObject({
      paused: true,
      faults: [{ id: '1' }, { id: '2' }],
    });
    await world.admin('PATCH', '/faults', { paused: false });
    expect((await world.ada('GET', '/bookmark_list')).status).toBe(503);
    expect((await world.admin('PATCH', '/faults', { paused: 'x' })).status).toBe(400);
    await world.admin('DELETE', '/faults');
  });
});

if (!browser)
  console.log('page.test: the page is not opened, for there is no Chromium (install one, or name it in CHROMIUM)');
describe.runIf(browser)('the page in a browser', () => {
  let page: Page, close: () => Promise<void>;
  const errors: string[] = [];
  beforeAll(async () => {
    const opened = await openBrowser();
    close = opened.close;
    page = await opened.context.newPage();
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await page.goto(world.sandbox.pageUrl);
    await page.getByText('live').waitFor();
  });
  afterAll(() => close());
  const rowOf = (table: string, text: string) => page.locator(`#${table} tbody tr`, { hasText: text });

  test('shows the collections, with headings and tables that say what they are', async () => {
    await rowOf('collections', 'Globus Tutorial Collection 1').waitFor();
    for (const heading of [
      'Globus sandbox',
      'Tasks',
      'Requests',
      'Flow runs',
      'Timers',
      'Faults',
      'Time',
      'Collections',
    ]) {
      expect(await page.getByRole('heading', { name: new RegExp(`^${heading}(\\s|$)`) }).count()).toBe(1);
    }
    expect(
      await page
        .getByRole('table', { name: /^Collections/ })
        .getByRole('columnheader')
        .allTextContents(),
    ).toEqual(['Collection', 'State']);
  });

  test('a transfer appears, its progress moves, and it is done; requests appear as they happen', async () => {
    mkdirSync(join(world.from, 'many'));
    for (let i = 0; i < 30; i += 1) writeFileSync(join(world.from, 'many', String(i)), Buffer.alloc(200_000));
    await world.submit([{ source_path: '/many/', destination_path: '/many/', recursive: true }], {
      label: 'Thirty <b>files</b>',
    });
    const row = rowOf('tasks', 'Thirty <b>files</b>');
    await row.waitFor();
    const bar = await row.locator('progress').elementHandle();
    const position = () => bar.evaluate((each) => (each as unknown as { position: number }).position);
    const seen = new Set<number>();
    await until(async () => {
      seen.add(await position());
      return (await row.getByText('SUCCEEDED').count()) || undefined;
    });
    expect(await position()).toBe(1);
    // it was seen on its way, and it is the same bar at the end
    expect([...seen].filter((each) => each > 0 && each < 1).length).toBeGreaterThan(1);
    await rowOf('requests', 'POST /v0.10/transfer').first().waitFor();
    await world.ada('GET', '/bookmark_list?x=seen-in-the-browser');
    await rowOf('requests', 'seen-in-the-browser').waitFor();
    expect(await page.getByRole('status').textContent()).toContain('succeeded');
  });

  test('a fault is added and works, is paused, resumed and cleared', async () => {
    const form = page.getByRole('form', { name: 'Add a fault' });
    await form.getByLabel('What happens').selectOption('status');
    await form.getByRole('textbox', { name: 'Status' }).fill('507');
    await form.getByLabel('Service').selectOption('transfer');
    await form.getByLabel('Path').fill('/v0.10/bookmark*');
    await form.getByRole('button', { name: 'Add fault' }).click();
    await rowOf('faults', '507').waitFor();
    const status = async () => (await world.ada('GET', '/bookmark_list')).status;
    expect(await status()).toBe(507);
    await rowOf('requests', '507fault 1').waitFor();
    await page.getByRole('button', { name: 'Pause faults' }).click();
    await page.getByRole('button', { name: 'Resume faults', pressed: true }).waitFor();
    expect(await status()).toBe(200);
    await page.getByRole('button', { name: 'Resume faults' }).click();
    await page.getByRole('button', { name: 'Pause faults', pressed: false }).waitFor();
    expect(await status()).toBe(507);
    await page.getByRole('button', { name: 'Remove the fault status 507' }).click();
    await page.getByText('Everything works.').waitFor();
    await form.getByLabel('What happens').selectOption('task_fail');
    await form.getByLabel('Path').fill('*/doomed');
    await form.getByRole('button', { name: 'Add fault' }).click();
    await rowOf('faults', 'task fail QUOTA_EXCEEDED').waitFor();
    plant(world.from, { doomed: 'x' });
    expect((await world.transfer([{ source_path: '/doomed', destination_path: '/doomed' }])).status).toBe('FAILED');
    await page.getByRole('button', { name: 'Clear faults' }).click();
    await page.getByText('Everything works.').waitFor();
    expect((await world.admin('GET', '/faults')).json.faults).toEqual([]);
  });

  test('what the sandbox refuses is said', async () => {
    const form = page.getByRole('form', { name: 'Add a fault' });
    await form.getByLabel('What happens').selectOption('status');
    await form.getByRole('textbox', { name: 'Status' }).fill('99');
    await form.getByRole('button', { name: 'Add fault' }).click();
    await page.getByRole('alert').getByText("'status' must be a whole number from 400 to 599").waitFor();
  });

  test('the clock is advanced, and the sandbox reset only when it is confirmed', async () => {
    const time = async () => Date.parse((await world.admin('GET', '/health')).json.time);
    const before = await time();
    await page.getByLabel('Let pass').selectOption('1 week');
    await page.getByRole('button', { name: 'Advance the clock' }).click();
    await until(async () => ((await time()) - before >= 604_800_000 ? true : undefined));
    await until(async () =>
      Math.abs(Date.parse((await page.locator('#clock').getAttribute('datetime')) ?? '') - (await time())) < 5000
        ? true
        : undefined,
    );
    const ids = async () => (await world.admin('GET', '/collections')).json.collections.map((each: any) => each.id);
    await page.getByRole('button', { name: 'Reset the sandbox…' }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    expect(await ids()).toContain(world.source);
    await page.getByRole('button', { name: 'Reset the sandbox…' }).click();
    await page.getByRole('button', { name: 'Reset', exact: true }).click();
    await until(async () => ((await ids()).includes(world.source) ? undefined : true));
    await page.getByText('No transfers or deletions yet.').waitFor();
  });

  test('without the key, or with a wrong one, it shows nothing, and takes the key when it is brought', async () => {
    const other = await page.context().newPage();
    for (const address of ['/', '/#key=wrong']) {
      await other.goto('about:blank');
      await other.goto(`${world.sandbox.url}${address}`);
      await other.getByRole('alert').getByText('lacks the key').waitFor();
      expect(await other.getByRole('button', { name: 'Add fault' }).count()).toBe(0);
    }
    // Into the same tab, where a browser loads nothing for what is behind the #.
    await other.goto(world.sandbox.pageUrl);
    await other.getByText('live').waitFor();
    await other.getByRole('button', { name: 'Add fault' }).waitFor();
    expect(other.url()).toBe(`${world.sandbox.url}/`);
    await other.close();
  });

  test('it fits a narrow screen, and says when the sandbox is gone and back', async () => {
    const other = await openSandbox();
    const narrow = await page.context().newPage();
    await narrow.setViewportSize({ width: 390, height: 800 });
    await narrow.goto(other.pageUrl);
    await narrow.getByText('live').waitFor();
    await adminOf(other)('GET', '/health');
    expect(await narrow.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(
      0,
    );
    await other.close();
    await narrow.getByText('lost; trying again').waitFor();
    await narrow.close();
  });

  test('nothing went wrong in the page itself', () => {
    expect(errors.filter((text) => !/status of 400/.test(text))).toEqual([]);
  });
});
