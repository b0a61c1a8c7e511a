import { command, dryRun, param, things, sentence } from '#command';
import { submitting } from '#globus/submitting';
import { tellOtherTunnel } from '#globus/transfer/tunnels';
import { jsonView } from '../../_json-view.js';
import { tunnelView } from './_tunnel.js';

const accessPoint = (id: string) => ({ data: { type: 'StreamAccessPoint', id } });

export default command({
  summary: 'Open a tunnel between two access points.',
  description:
    'The side that listens gives its address with `globus streams tunnel update`. After that, the side that connects finds the address to use in ' +
    '`globus streams tunnel show`.',
  examples: [
    {
      title: 'Open a tunnel for an hour',
      line: "globus streams tunnel create 'Beamline camera' 'Lab cluster' --label beamline --lifetime-minutes 60",
    },
  ],
  needs: ['transfer', 'notices'],
  args: {
    initiatorStreamApId: things.accessPoint({
      summary: 'The access point that connects',
      names: ['INITIATOR_STREAM_AP_ID'],
    }),
    listenerStreamApId: things.accessPoint({
      summary: 'The access point that listens',
      names: ['LISTENER_STREAM_AP_ID'],
    }),
  },
  flags: {
    label: param.text({ summary: 'Its label' }),
    lifetimeMinutes: param.integer({ summary: 'Minutes after which it closes by itself', min: 1 }),
    restartable: param.switch({ summary: 'Open it again when the connection breaks' }),
    submissionId: param.uuid({
      summary:
        'With the same id, it is opened only once, however often this runs; see globus task generate-submission-id',
    }),
    dryRun,
  },
  output: ({ flags }) => (flags.dryRun ? jsonView : tunnelView),
  run: async ({ args, flags, transfer, notices }) => {
    const body = (submission: string | undefined) => ({
      data: {
        type: 'Tunnel',
        attributes: {
          ...(flags.label !== undefined && { label: flags.label }),
          ...(submission !== undefined && { submission_id: submission }),
          ...(flags.lifetimeMinutes !== undefined && { lifetime_mins: flags.lifetimeMinutes }),
          restartable: flags.restartable,
        },
        relationships: {
          initiator: accessPoint(args.initiatorStreamApId),
          listener: accessPoint(args.listenerStreamApId),
        },
      },
    });
    if (flags.dryRun) return body(flags.submissionId);
    const id = flags.submissionId ?? (await transfer.getSubmissionId()).value;
    const about = {
      what: 'The tunnel',
      id,
      again: ['--submission-id', id],
      see: 'globus streams tunnel list',
      cancel: 'globus streams tunnel stop TUNNEL_ID',
    };
    const made = await submitting(about, () => transfer.createTunnel(body(id)));
    if (flags.submissionId !== undefined) tellOtherTunnel(made, body(id), notices);
    return made;
  },
  made: (made, { flags }) => ('id' in made.data ? { id: made.data.id, name: flags.label } : undefined),
  next: (made) =>
    'id' in made.data ? sentence`See where to connect:  globus streams tunnel show ${made.data.id}` : undefined,
});
