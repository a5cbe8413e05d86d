import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { entryId, type EntryId } from '../kaltura/ids.ts';
import { service, Session } from '../kaltura/session.ts';
import type { ServiceAddresses } from '../clone/job/record.ts';
import { MOST_LINES, type Plan, type PlanFault, PLAN_VERSION, readPlan } from '../plan/plan.ts';
import { serviceAddress } from '../services/address.ts';
import type { RoomTexts } from '../room/texts/texts.ts';

export const USAGE = `Usage: KALTURA_KS=… npm run clone -- --service-url URL --room ID [options]
       KALTURA_KS=… npm run clone -- --service-url URL --plan FILE --journal FOLDER [options]

  --service-url URL   the Kaltura server, for example https://www.kaltura.com
  --room ID           the entry id of the room to clone
  --name N            the new room's name (default: "Cloned - " and the original's)
  --description D     its description, text or HTML (default: the original's)
  --tags T            its tags, separated by commas (default: the original's)
  --partner-id N      the account, where the KS does not tell it
  --ks-file FILE      reads the KS from a file, instead of KALTURA_KS
  --services URL      room services (Chat & Collaboration, storyboard), https; without them these are not copied
  --journal FILE      keeps the job's journal: run again with the same file, it resumes
  --plan FILE         clones the rooms of a plan (docs/plan.md). --journal is then a folder, of this run alone:
                      run again with it, it resumes; record.csv and record.json in it say what became of each room
  --at-once N         with --plan: at most so many at once, 1 to 20 (default: 4); fewer while Kaltura is busy
  --json              prints the report as JSON; with --plan a line of JSON for each clone, as without a terminal
  --help              prints this

Exit codes: 0 complete and verified; 2 complete but for parts that are named as not copied; 1 failed;
3 waiting (session over, network); 4 needs a decision; 64 wrong usage. Of a plan, the first that is true of a room: 3, 4,
1, 2, 0.`;

export interface Options {
  readonly session: Session;
  readonly task: RoomTask | PlanTask;
  readonly services: ServiceAddresses;
  readonly json: boolean;
}

export interface RoomTask {
  readonly kind: 'room';
  readonly room: EntryId;
  readonly texts: Partial<RoomTexts>;
  /** A file. */
  readonly journal: string | undefined;
}

export interface PlanTask {
  readonly kind: 'plan';
  readonly plan: Plan;
  readonly atOnce: number;
  /** A folder. */
  readonly journal: string;
}

/** Reads the command line. The KS comes from the environment or a file, never from an argument: those are shown to all. */
export function readOptions(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Options | { readonly usage: string } {
  const text = { type: 'string' } as const;
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        'service-url': text,
        room: text,
        name: text,
        description: text,
        tags: text,
        'partner-id': text,
        'ks-file': text,
        services: text,
        journal: text,
        plan: text,
        'at-once': text,
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }));
  } catch (error) {
    return { usage: error instanceof Error ? error.message : '' };
  }
  if (values.help) return { usage: '' };
  const ks = readKs(values['ks-file'], env['KALTURA_KS']);
  const task = values.plan === undefined ? roomTask(values) : planTask(values.plan, values);
  if ('usage' in task) return task;
  if (!ks) return { usage: 'The KS is missing: set KALTURA_KS, or name a file with --ks-file.' };
  const at = service(values['service-url'] ?? '', Number(values['partner-id'] ?? partnerOf(ks) ?? 0));
  if (!at)
    return {
      usage: '--service-url must be an http(s) address; a KS that hides its account needs --partner-id.',
    };
  const services = servicesAt(values.services);
  if (!services) return { usage: '--services must be an https address without a query.' };
  return { session: new Session(at, ks), task, services, json: values.json };
}

type Values = Readonly<
  Partial<Record<'room' | 'name' | 'description' | 'tags' | 'journal' | 'at-once', string>>
>;

function roomTask({
  room: id,
  name,
  description,
  tags,
  journal,
}: Values): RoomTask | { readonly usage: string } {
  const room = entryId(id);
  if (!room) return { usage: '--room must be an entry id such as 1_abcd1234.' };
  const texts = {
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
    ...(tags !== undefined && { tags }),
  };
  return { kind: 'room', room, texts, journal };
}

const AT_ONCE = { usual: 4, most: 20 } as const;

function planTask(file: string, values: Values): PlanTask | { readonly usage: string } {
  const { room, name, description, tags, journal } = values;
  if ([room, name, description, tags].some((value) => value !== undefined))
    return {
      usage: '--plan names the rooms and the names: no --room, --name, --description or --tags with it.',
    };
  if (journal === undefined) return { usage: '--plan needs a folder for its journal: --journal FOLDER.' };
  const atOnce = Number(values['at-once'] ?? AT_ONCE.usual);
  if (!Number.isInteger(atOnce) || atOnce < 1 || atOnce > AT_ONCE.most)
    return { usage: `--at-once must be a number from 1 to ${AT_ONCE.most}.` };
  const text = readText(file);
  if (text === undefined) return { usage: `The plan can't be read: ${file}` };
  const read = readPlan(text);
  if (!read.ok) return { usage: planFaultText(read.fault) };
  return { kind: 'plan', plan: read.plan, atOnce, journal };
}

function planFaultText(fault: PlanFault): string {
  switch (fault.code) {
    case 'notJson':
      return 'The plan is no JSON.';
    case 'tooManyLines':
      return `The plan has more than ${MOST_LINES} lines.`;
    case 'otherVersion':
      return `The plan is of version ${fault.version}; this is for version ${PLAN_VERSION}.`;
    case 'unreadable':
      return `The plan is not as docs/plan.md says${fault.field === '' ? '' : `: ${fault.field}`}.`;
  }
}

/** Both services at one address; plain http only to this machine. */
function servicesAt(base: string | undefined): ServiceAddresses | undefined {
  if (base === undefined) return { chat: undefined, storyboard: undefined };
  const chat = serviceAddress('chat', base, { loopback: true });
  const storyboard = serviceAddress('storyboard', base, { loopback: true });
  return chat && storyboard && { chat, storyboard };
}

function readKs(file: string | undefined, fromEnvironment: string | undefined): string | undefined {
  const ks = (file === undefined ? fromEnvironment : readText(file))?.trim();
  return ks === '' ? undefined : ks;
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * The account of a KS of version 2, which is all that one can read of it (docs/facts/kaltura-api.md#13-reading-a-ks).
 */
function partnerOf(ks: string): string | undefined {
  return /^v2\|(\d+)\|/.exec(Buffer.from(ks, 'base64url').toString('latin1'))?.[1];
}
