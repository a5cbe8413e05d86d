import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { entryId, type EntryId } from '../kaltura/ids.ts';
import { service, Session } from '../kaltura/session.ts';
import type { ServiceAddresses } from '../clone/job/record.ts';
import { serviceAddress } from '../services/address.ts';
import type { RoomTexts } from '../room/texts.ts';

export const USAGE = `Usage: KALTURA_KS=… npm run clone -- --service-url URL --room ID [options]

  --service-url URL   the Kaltura server, for example https://www.kaltura.com
  --room ID           the entry id of the room to clone
  --name N            the new room's name (default: "Cloned - " and the original's)
  --description D     its description, text or HTML (default: the original's)
  --tags T            its tags, separated by commas (default: the original's)
  --partner-id N      the account, where the KS does not tell it
  --ks-file FILE      reads the KS from a file, instead of KALTURA_KS
  --services URL      room services (Chat & Collaboration, storyboard), https; without them these are not copied
  --journal FILE      keeps the job's journal: run again with the same file, it resumes
  --json              prints the report as JSON
  --help              prints this

Exit codes: 0 complete and verified; 2 complete but for parts that are named as not copied; 1 failed;
3 waiting (session over, network); 4 needs a decision; 64 wrong usage.`;

export interface Options {
  readonly session: Session;
  readonly room: EntryId;
  readonly texts: Partial<RoomTexts>;
  readonly journal: string | undefined;
  readonly services: ServiceAddresses;
  readonly json: boolean;
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
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }));
  } catch (error) {
    return { usage: error instanceof Error ? error.message : '' };
  }
  if (values.help) return { usage: '' };
  const ks = readKs(values['ks-file'], env['KALTURA_KS']);
  const room = entryId(values.room);
  if (!room) return { usage: '--room must be an entry id such as 1_abcd1234.' };
  if (!ks) return { usage: 'The KS is missing: set KALTURA_KS, or name a file with --ks-file.' };
  const at = service(values['service-url'] ?? '', Number(values['partner-id'] ?? partnerOf(ks) ?? 0));
  if (!at)
    return {
      usage: '--service-url must be an http(s) address; a KS that hides its account needs --partner-id.',
    };
  const services = servicesAt(values.services);
  if (!services) return { usage: '--services must be an https address without a query.' };
  const { name, description, tags } = values;
  return {
    session: new Session(at, ks),
    room,
    texts: {
      ...(name !== undefined && { name }),
      ...(description !== undefined && { description }),
      ...(tags !== undefined && { tags }),
    },
    journal: values.journal,
    services,
    json: values.json,
  };
}

/** Both services at one address; plain http only to this machine. */
function servicesAt(base: string | undefined): ServiceAddresses | undefined {
  if (base === undefined) return { chat: undefined, storyboard: undefined };
  const chat = serviceAddress('chat', base, { loopback: true });
  const storyboard = serviceAddress('storyboard', base, { loopback: true });
  return chat && storyboard && { chat, storyboard };
}

function readKs(file: string | undefined, fromEnvironment: string | undefined): string | undefined {
  try {
    const ks = (file === undefined ? fromEnvironment : readFileSync(file, 'utf8'))?.trim();
    return ks === '' ? undefined : ks;
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
