import { parseArgs } from 'node:util';
import { startCampus } from './campus.ts';
import { PASSWORD } from './demo/people.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    'kaltura-url': { type: 'string' },
    'partner-id': { type: 'string' },
    'admin-secret': { type: 'string' },
    'user-secret': { type: 'string' },
  },
});

/** Secrets may come from the environment too, where no list of processes shows them. */
const url = values['kaltura-url'];
const other = url && {
  url: url.replace(/\/+$/, '').replace(/\/api_v3$/, ''),
  partnerId: Number(values['partner-id'] ?? process.env['KALTURA_PARTNER_ID']),
  adminSecret: values['admin-secret'] ?? process.env['KALTURA_ADMIN_SECRET'] ?? '',
  userSecret: values['user-secret'] ?? process.env['KALTURA_USER_SECRET'] ?? '',
};

const campus = await startCampus(other ? { other } : {});
const { kaltura, partnerId, adminSecret, userSecret, moodle, kaf, kafHost, users } = campus;
const { chat, storyboard } = campus.services ?? {};
if (values.json) {
  const addresses = { kaltura, partnerId, adminSecret, userSecret, moodle, kaf, kafHost, users };
  // Room services only where there are some: JSON leaves out what is undefined.
  const services = { chatService: chat, storyboardService: storyboard };
  console.log(JSON.stringify({ ...addresses, ...services }));
} else {
  console.log(`The campus is open until you press Ctrl-C.

  Moodle     ${moodle}
  Kaltura    ${kaltura}
  KAF        https://${kafHost}:${campus.httpsPort} (map the name to 127.0.0.1; it answers launches from Moodle only)
  Services   ${chat && storyboard ? `${chat} and ${storyboard}` : 'none'}
  People     ${users.map(({ id, role }) => `${id} (${role})`).join(', ')}; the password is "${PASSWORD}"`);
}

const stop = (): void => {
  void campus.close().then(() => process.exit(0));
};
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
