import type { JobHead } from '../../clone/job/record.ts';
import type { Policy } from '../../settings/policy.ts';
import { namesIn, type Settings } from '../../settings/settings.ts';
import type { SettingsStore } from '../../settings/store.ts';
import type { SiteLine } from '../../sites/lines.ts';
import type { Platform } from '../platform.ts';
import { withoutTokens } from '../redact.ts';

/** What a text for support is made from. */
export interface DiagnosticsFacts {
  readonly version: string;
  readonly browser: string;
  readonly system: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly settings: Settings;
  readonly policy: Policy;
  readonly sites: readonly SiteLine[];
  readonly jobs: readonly JobHead[];
}

/** A text for support, of this browser as it is now. Where clones can't be read, it tells of none. */
export async function diagnosticsOf({
  platform,
  settings,
  sites,
}: {
  readonly platform: Platform;
  readonly settings: SettingsStore;
  readonly sites: { readonly list: () => Promise<readonly SiteLine[]> };
}): Promise<string> {
  const { runtime } = platform.browser;
  const { os, arch } = await runtime.getPlatformInfo();
  return diagnosticsText({
    version: runtime.getManifest().version,
    browser: platform.userAgent,
    system: `${os} ${arch}`,
    now: platform.clock.now(),
    settings: await settings.read(),
    policy: await settings.policy(),
    sites: await sites.list(),
    jobs: await platform.journal.jobs().catch(() => []),
  });
}

/**
 * What helps support and harms nobody who sends it: codes, counts, versions, hosts. No session, no name of a person or
 * a room, nothing that anybody typed. JSON, because its readers are people who read JSON.
 */
export function diagnosticsText(facts: DiagnosticsFacts): string {
  const { settings, policy, sites, jobs } = facts;
  const diagnostics = {
    extension: facts.version,
    browser: facts.browser,
    system: facts.system,
    written: new Date(facts.now).toISOString(),
    settings: {
      ...settings,
      // It may hold the name of a course, or of a person.
      namePattern: settings.namePattern === '' ? 'default' : 'own',
      chatService: hostIn(settings.chatService),
      storyboardService: hostIn(settings.storyboardService),
    },
    policy: {
      fixed: namesIn(policy.fixed),
      defaults: namesIn(policy.defaults),
      sites: policy.sites,
      services: policy.services,
      // Where, not what: a name pattern may hold the name of a course, an address a password.
      notUsed: policy.refused.map(({ path }) => path),
    },
    sites: sites.map(({ host, kind, allowed }) => ({ host, kind, allowed })),
    clones: jobs.toSorted((a, b) => b.createdAt - a.createdAt).map(describeJob),
  };
  return withoutTokens(JSON.stringify(diagnostics, null, 2));
}

/** A clone, by its codes and counts. Entry ids open nothing by themselves, and are what Kaltura's support asks for. */
function describeJob(job: JobHead): object {
  const { state, original } = job;
  const report = state.kind === 'ready' ? state.finished.report : undefined;
  return {
    started: new Date(job.createdAt).toISOString(),
    state: state.kind,
    ...('problem' in state && { problem: state.problem.code, details: state.problem.details }),
    service: hostIn(job.service.url),
    partnerId: job.service.partnerId,
    original: original.entry.id,
    copy: job.room ?? null,
    progress: job.progress,
    leftOut: job.options.leaveOut,
    settingsFrom: job.options.settingsFrom,
    saved: job.wanted.revision,
    stored: job.stored?.revision ?? 0,
    refusedTexts: job.stored?.refused ?? [],
    ...(report && {
      verdict: report.verdict,
      // Without the names of what is concerned.
      parts: report.parts.map(({ part, outcome, ...rest }) => ({
        part,
        outcome,
        count: 'count' in rest ? rest.count : undefined,
        of: 'of' in rest ? rest.of : undefined,
        reason: 'reason' in rest ? rest.reason : undefined,
      })),
    }),
  };
}

const hostIn = (url: string): string => (URL.canParse(url) ? new URL(url).host : '');
