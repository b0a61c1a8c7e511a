import { describe, expect, test } from 'vitest';
import { fakeApi } from '../support/fake-api.js';
import { globus } from '../support/globus.js';
import { refusal, transferUrl, tunnelsUrl } from '../support/transfer.js';

const id = '34d97133-f17e-4f90-ad42-56ff5f3c2550';
const initiator = '460ebd78-dc4f-4322-81f6-b85cab857336';
const listener = '49fc0243-4182-4d4e-8efc-6f74a7490a4b';
const submission = '6ab42cda-d7a4-11f0-ad34-0affc202d2e9';
const created = '2026-01-02T03:04:05.678901';
const item = (label: string, state = 'AWAITING_LISTENER') => ({
  id,
  type: 'Tunnel',
  attributes: {
    label,
    state,
    status: 'It waits.',
    created_time: created,
    listener_ip_address: null,
    listener_port: null,
    initiator_ip_address: null,
    initiator_port: null,
  },
  relationships: {
    initiator: { data: { id: initiator, type: 'StreamAccessPoint' } },
    listener: { data: { id: listener, type: 'StreamAccessPoint' } },
  },
});
const meta = { request_id: 'r1' };
const shown = (label: string, state: string) => `ID:                     ${id}
Label:                  ${label}
State:                  ${state}
Status:                 It waits.
Listener Access Point:  ${listener}
Listener IP:            None
Listener Port:          None
Initiator Access Point: ${initiator}
Initiator IP:           None
Initiator Port:         None
`;
const cells = (text: string) =>
  text
    .split('\n')
    .filter((_, i) => i !== 1)
    .map((line) => line.split(' | ').map((cell) => cell.trim()));

describe('streams tunnel create', () => {
  const relationships = {
    initiator: { data: { type: 'StreamAccessPoint', id: initiator } },
    listener: { data: { type: 'StreamAccessPoint', id: listener } },
  };
  const body = (attributes: object) => ({ data: { type: 'Tunnel', attributes, relationships } });
  test('opens one under a fresh submission id', async () => {
    const api = fakeApi([
      { method: 'GET', url: `${transferUrl}/submission_id`, response: { value: submission } },
      {
        method: 'POST',
        url: `${tunnelsUrl}/tunnels`,
        body: body({ label: 'beam', submission_id: submission, lifetime_mins: 10, restartable: true }),
        response: { data: item('beam'), meta },
      },
    ]);
    const run = await globus(
      [
        'streams',
        'tunnel',
        'create',
        initiator,
        listener,
        '--label',
        'beam',
        '--lifetime-minutes',
        '10',
        '--restartable',
      ],
      { api },
    );
    expect(run.stdout).toBe(shown('beam', 'AWAITING_LISTENER'));
  });
  test('leaves out what is not given; prints the document', async () => {
    const document = { data: item('beam'), meta };
    const api = fakeApi([
      {
        method: 'POST',
        url: `${tunnelsUrl}/tunnels`,
        body: body({ submission_id: submission, restartable: false }),
        response: document,
      },
    ]);
    const run = await globus(
      ['streams', 'tunnel', 'create', initiator, listener, '--submission-id', submission, '-F', 'json'],
      { api },
    );
    expect(JSON.parse(run.stdout)).toEqual(document);
  });
  test.each([
    ['other', initiator, "whose label is 'other'"],
    ['x', listener, 'other access points'],
  ])('an id that was used before is told: %s', async (label, end, told) => {
    const asked = body({ label: 'x', submission_id: submission, restartable: false });
    const initiates = { data: { type: 'StreamAccessPoint', id: end } };
    const made = { ...item(label), relationships: { ...item(label).relationships, initiator: initiates } };
    const api = fakeApi([
      { method: 'POST', url: `${tunnelsUrl}/tunnels`, body: asked, response: { data: made, meta } },
    ]);
    const run = await globus(
      ['streams', 'tunnel', 'create', initiator, listener, '--label', 'x', '--submission-id', submission],
      { api },
    );
    expect([run.code, run.stderr]).toEqual([0, expect.stringContaining(told)]);
  });
  test('--dry-run sends nothing', async () => {
    expect(
      JSON.parse(
        (await globus(['streams', 'tunnel', 'create', initiator, listener, '--label', 'x', '--dry-run'])).stdout,
      ),
    ).toEqual(body({ label: 'x', restartable: false }));
  });
  test('wants two access points', async () => {
    expect((await globus(['streams', 'tunnel', 'create', initiator])).code).toBe(2);
  });
});

describe('streams tunnel update and stop', () => {
  const url = `${tunnelsUrl}/tunnels/${id}`;
  const patch = (attributes: object) => ({ method: 'PATCH', url, body: { data: { type: 'Tunnel', attributes } } });
  test('update says where to listen', async () => {
    const api = fakeApi([
      { ...patch({ listener_ip_address: '192.0.2.7', listener_port: 5000 }), response: { data: item('beam'), meta } },
    ]);
    expect(
      (
        await globus(
          ['streams', 'tunnel', 'update', id, '--listener-ip-address', '192.0.2.7', '--listener-port', '5000'],
          { api },
        )
      ).stdout,
    ).toBe(shown('beam', 'AWAITING_LISTENER'));
  });
  test('update wants something to change, and a port that exists', async () => {
    expect((await globus(['streams', 'tunnel', 'update', id])).code).toBe(2);
    expect((await globus(['streams', 'tunnel', 'update', id, '--listener-port', '70000'])).code).toBe(2);
  });
  test('stop asks for STOPPING', async () => {
    const stop = () =>
      fakeApi([{ ...patch({ state: 'STOPPING' }), response: { data: item('beam', 'STOPPING'), meta } }]);
    expect((await globus(['streams', 'tunnel', 'stop', id], { api: stop() })).stdout).toBe(shown('beam', 'STOPPING'));
    expect(
      (await globus(['streams', 'tunnel', 'stop', id, '--jmespath', 'data.attributes.state'], { api: stop() })).stdout,
    ).toBe('"STOPPING"\n');
    expect(
      (
        await globus(['streams', 'tunnel', 'stop', id], {
          api: fakeApi([{ ...patch({ state: 'STOPPING' }), ...refusal }]),
        })
      ).code,
    ).toBe(1);
  });
});

describe('streams tunnel stop --wait', () => {
  const url = `${tunnelsUrl}/tunnels/${id}`;
  const document = (state: string) => ({ data: item('beam', state), meta });
  const stop = {
    method: 'PATCH',
    url,
    body: { data: { type: 'Tunnel', attributes: { state: 'STOPPING' } } },
    response: document('STOPPING'),
  };
  const look = (state: string) => ({ method: 'GET', url, response: document(state) });
  test('looks until it has stopped', async () => {
    const api = fakeApi([stop, look('STOPPING'), look('STOPPING'), look('STOPPED')]);
    expect(await globus(['streams', 'tunnel', 'stop', id, '--wait'], { api })).toMatchObject({
      code: 0,
      stdout: shown('beam', 'STOPPED'),
    });
    const { stdout } = await globus(['streams', 'tunnel', 'stop', id, '--wait', '-F', 'json'], {
      api: fakeApi([stop, look('STOPPED')]),
    });
    expect(JSON.parse(stdout)).toEqual(document('STOPPED'));
  });
  test('gives up after --wait-timeout, which means nothing without --wait', async () => {
    const { code, stdout, stderr } = await globus(['streams', 'tunnel', 'stop', id, '--wait', '--wait-timeout', '2s'], {
      api: fakeApi([stop, look('STOPPING')]),
    });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(`Tunnel ${id} has not stopped within 2 seconds.`);
    expect(stderr).toContain(`globus streams tunnel show ${id}`);
    expect((await globus(['streams', 'tunnel', 'stop', id, '--wait-timeout', '2s'])).code).toBe(2);
  });
});

describe('streams tunnel show, list, events and delete', () => {
  test('show says what the service says when there is none', async () => {
    const missing = { errors: [{ status: 404, code: 'NOT_FOUND', detail: 'There is no such tunnel.' }] };
    const run = await globus(['streams', 'tunnel', 'show', id], {
      api: fakeApi([{ method: 'GET', url: `${tunnelsUrl}/tunnels/${id}`, status: 404, response: missing }]),
    });
    expect(run).toMatchObject({ code: 1, stdout: '' });
  });
  test('list follows the links of its pages', async () => {
    const api = fakeApi([
      {
        method: 'GET',
        url: `${tunnelsUrl}/tunnels`,
        response: { data: [item('one')], links: { next: '/v2/tunnels?page[marker]=m2' }, meta },
      },
      {
        method: 'GET',
        url: `${tunnelsUrl}/tunnels?page[marker]=m2`,
        response: { data: [item('two')], links: null, meta },
      },
    ]);
    const { stdout } = await globus(['streams', 'tunnel', 'list'], { api });
    expect(cells(stdout)).toEqual([
      ['ID', 'Label', 'State', 'Created Time'],
      [id, 'one', 'AWAITING_LISTENER', created],
      [id, 'two', 'AWAITING_LISTENER', created],
      [''],
    ]);
  });
  test('list --limit stops at the first page; JSON is the document of the service', async () => {
    const page = { data: [item('one'), item('two')], links: { next: '/v2/tunnels?page[marker]=m2' }, meta };
    const { stdout } = await globus(['streams', 'tunnel', 'list', '--limit', '1', '-F', 'json'], {
      api: fakeApi([{ method: 'GET', url: `${tunnelsUrl}/tunnels`, response: page }]),
    });
    expect(JSON.parse(stdout)).toEqual({ ...page, data: [item('one')] });
    expect(
      (
        await globus(['streams', 'tunnel', 'list'], {
          api: fakeApi([{ method: 'GET', url: `${tunnelsUrl}/tunnels`, ...refusal }]),
        })
      ).code,
    ).toBe(1);
  });
  const events = {
    data: [
      {
        type: 'TunnelEvent',
        id: 2768,
        attributes: {
          code: 'STARTED',
          is_error: false,
          description: 'started',
          details: 'It begins',
          time: '2026-02-12T21:59:01',
        },
      },
    ],
    links: null,
    meta,
  };
  const happened = { method: 'GET', url: `${tunnelsUrl}/tunnels/${id}/events` };
  test('events', async () => {
    const { stdout } = await globus(['streams', 'tunnel', 'events', id], {
      api: fakeApi([{ ...happened, response: events }]),
    });
    expect(cells(stdout)).toEqual([
      ['Time', 'Code', 'Is Error', 'Details'],
      ['2026-02-12T21:59:01', 'STARTED', 'False', 'It begins'],
      [''],
    ]);
    expect(
      JSON.parse(
        (
          await globus(['streams', 'tunnel', 'events', id, '-Fjson'], {
            api: fakeApi([{ ...happened, response: events }]),
          })
        ).stdout,
      ),
    ).toEqual(events);
    // no id, so a name: one that no tunnel has
    const api = fakeApi([{ method: 'GET', url: `${tunnelsUrl}/tunnels`, response: { data: [] } }]);
    const unknown = await globus(['streams', 'tunnel', 'events', 'beam'], { api });
    expect(unknown).toMatchObject({ code: 2, stdout: '' });
    expect(unknown.stderr).toContain("no tunnel that you can see is named 'beam'");
  });
  test('delete', async () => {
    const remove = { method: 'DELETE', url: `${tunnelsUrl}/tunnels/${id}` };
    expect(
      (
        await globus(['streams', 'tunnel', 'delete', id], {
          api: fakeApi([{ ...remove, response: { data: null, meta } }]),
        })
      ).stdout,
    ).toBe(`Tunnel ${id} deleted.\n`);
    expect(
      JSON.parse(
        (
          await globus(['streams', 'tunnel', 'delete', id, '-Fjson'], {
            api: fakeApi([{ ...remove, response: { data: null, meta } }]),
          })
        ).stdout,
      ),
    ).toEqual({ data: null, meta });
    expect(
      (await globus(['streams', 'tunnel', 'delete', id], { api: fakeApi([{ ...remove, ...refusal }]) })).code,
    ).toBe(1);
    const active = { status: 409, response: { code: 'Conflict', message: 'The tunnel is ACTIVE', request_id: 'x' } };
    const { code, stderr } = await globus(['streams', 'tunnel', 'delete', id], {
      api: fakeApi([{ ...remove, ...active }]),
    });
    expect(code).toBe(1);
    expect(stderr).toContain('The tunnel is ACTIVE');
    expect(stderr).toContain(`globus streams tunnel stop ${id} --wait`);
  });
});

describe('streams access-point', () => {
  const point = {
    id: listener,
    type: 'StreamAccessPoint',
    attributes: {
      display_name: 'Hall 7',
      advertised_owner: 'ada@example.org',
      contact_email: null,
      contact_info: null,
      department: null,
      description: null,
      info_link: null,
      keywords: null,
      organization: 'Lab',
      tlsftp_server: null,
    },
    relationships: { host_endpoint: { data: { id: initiator, type: 'Endpoint' } } },
  };
  const page = { data: [point], meta };
  test('list', async () => {
    const listed = { method: 'GET', url: `${tunnelsUrl}/stream_access_points`, response: page };
    expect(cells((await globus(['streams', 'access-point', 'list'], { api: fakeApi([listed]) })).stdout)).toEqual([
      ['ID', 'Owner', 'Display Name', 'Endpoint'],
      [listener, 'ada@example.org', 'Hall 7', initiator],
      [''],
    ]);
    expect(
      JSON.parse((await globus(['streams', 'access-point', 'list', '-F', 'json'], { api: fakeApi([listed]) })).stdout),
    ).toEqual(page);
    expect((await globus(['streams', 'access-point', 'list', '--limit', '0'])).code).toBe(2);
  });
  test('show fails where the service does', async () => {
    expect(
      (
        await globus(['streams', 'access-point', 'show', listener], {
          api: fakeApi([{ method: 'GET', url: `${tunnelsUrl}/stream_access_points/${listener}`, ...refusal }]),
        })
      ).code,
    ).toBe(1);
  });
});
