import { viewOf } from '../../clone/job/view.ts';
import { checkAccount } from '../../clone/reading/account.ts';
import { roomServices } from '../../clone/reading/room-services.ts';
import { kalturaClient } from '../../kaltura/transport/client.ts';
import type { JobsAnswer, PanelMessage } from '../../messages/messages.ts';
import { isOngoing } from '../../room/report/job-view.ts';
import type { AccountCheck } from '../../room/report/account.ts';
import { addressesOf } from '../jobs/service-addresses.ts';
import { storageProblem } from '../jobs/storage-problem.ts';
import { diagnosticsOf } from '../lifecycle/diagnostics.ts';
import { settingsView } from '../lifecycle/settings-view.ts';
import { checkPage } from '../pages/page-check.ts';
import type { Services } from '../services.ts';
import { BATCH_HANDLERS } from './batch-messages.ts';
import { usableSessions } from './page-messages.ts';

type Of<Type extends PanelMessage['type']> = Extract<PanelMessage, { type: Type }>;
type Handlers = {
  readonly [Type in PanelMessage['type']]: (services: Services, message: Of<Type>) => Promise<unknown>;
};

/** What is done at each message of our own windows. */
const HANDLERS: Handlers = {
  'jobs.list': listJobs,
  'page.describe': ({ pages }, { tabId }) => pages.ask(tabId),
  'page.clone': async ({ frames }, { tabId, frameId, entryId, cmid }) =>
    (await (cmid === undefined
      ? frames.send(tabId, frameId, { type: 'clone.start', entryId })
      : frames.sendToMoodle(tabId, { type: 'activity.clone', cmid }))) === true,
  'job.open': ({ windows }, { jobId, candidate }) => windows.openRoom(jobId, candidate),
  'job.show': ({ windows }, { jobId }) => windows.show(jobId),
  // What is somebody else's, who used this browser before, is not touched, whatever an old window still shows.
  'job.retry': async ({ jobs, person }, { jobId }) => {
    if (await person.job(jobId)) jobs.retry(jobId);
  },
  'job.decide': async ({ jobs, person }, { jobId, about, decision }) => {
    if (await person.job(jobId)) await jobs.decide(jobId, about, decision);
  },
  'job.undo': async ({ jobs, person }, { jobId, confirmed }) =>
    (await person.job(jobId)) !== undefined && jobs.undo(jobId, confirmed),
  ...BATCH_HANDLERS,
  'settings.read': (services) => settingsView(services),
  'settings.write': async (services, { changes }) => {
    const refused = await services.settings.write(changes);
    return { ...(await settingsView(services)), refused };
  },
  'settings.reset': async (services) => {
    await services.settings.reset();
    return settingsView(services);
  },
  'sites.list': ({ sites }) => sites.list(),
  'site.offer': ({ sites }, { tabId }) => sites.offer(tabId),
  'site.name': ({ namedServices }, { services }) => namedServices.ask(services),
  'site.forget': async ({ sites }, { patterns }) => {
    await sites.forget(patterns);
    return sites.list();
  },
  'diagnostics.read': (services) => diagnosticsOf(services),
  'account.check': checkAccounts,
  'page.check': async (services, { tabId }) =>
    checkPage(tabId, {
      platform: services.platform,
      offer: await services.pages.ask(tabId),
      usable: (handed) => usableSessions(services, handed),
      isGranted: (pattern) => services.frames.isGranted(pattern),
    }),
  'page.structure': ({ frames }, { tabId }) => frames.structure(tabId),
};

/** Answers what the popup and other windows of ours send. */
export function handlePanelMessage(services: Services, message: PanelMessage): Promise<unknown> {
  // The table holds, for each type, the handler of that type; TypeScript can't tie the two together.
  const handler = HANDLERS[message.type] as (...args: unknown[]) => Promise<unknown>;
  return handler(services, message);
}

/** A person has one account at a school, or two. */
const MOST_ACCOUNTS = 3;

/** What the accounts allow whose sessions pages have given. */
async function checkAccounts({ platform, sessions, settings }: Services): Promise<readonly AccountCheck[]> {
  const addresses = addressesOf(await settings.read());
  const some = (await sessions.remembered()).slice(0, MOST_ACCOUNTS);
  return Promise.all(
    some.map((session) =>
      checkAccount(
        kalturaClient(session, platform.post),
        roomServices(addresses, session, platform.post),
        () => platform.clock.now(),
      ),
    ),
  );
}

/** The clones, or why they can't be told. The teacher looks: what is told by badge and notification is seen. */
async function listJobs(services: Services, { most, mostBatches }: Of<'jobs.list'>): Promise<JobsAnswer> {
  const { jobs, people, person } = services;
  const all = await jobs
    .jobs()
    .then((known) => people.shown(known))
    .catch((error: unknown) => storageProblem(error));
  if ('code' in all) return { jobs: [], left: 0, batches: [], batchesLeft: 0, trouble: all };
  const alone = all
    .filter(({ batch }) => batch === undefined)
    .toSorted((a, b) => Number(isOngoing(b)) - Number(isOngoing(a)) || b.createdAt - a.createdAt);
  const listed = alone.slice(0, most);
  const batches = await BATCH_HANDLERS['batch.list'](services);
  // Of batches their lines tell. What stands behind "Show more" she has not seen.
  const unlisted = new Set(batches.slice(mostBatches).map(({ id }) => id));
  const ofBatches = all.filter(({ batch }) => batch !== undefined && !unlisted.has(batch));
  await jobs.markSeen([...listed, ...ofBatches]).catch(() => undefined);
  await person.showBadge();
  return {
    jobs: listed.map(viewOf),
    left: alone.length - listed.length,
    batches: batches.slice(0, mostBatches),
    batchesLeft: unlisted.size,
    trouble: jobs.trouble,
  };
}
