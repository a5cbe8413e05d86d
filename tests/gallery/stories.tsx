import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Dialog } from '../../components/dialog/dialog.tsx';
import { createForm } from '../../components/dialog/form.ts';
import type { View } from '../../components/dialog/view.ts';
import type { JobCommands } from '../../components/popup/job-card.tsx';
import { Options } from '../../components/options/options.tsx';
import { PageCheckSection } from '../../components/popup/page-check.tsx';
import { Popup } from '../../components/popup/popup.tsx';
import { Rooms } from '../../components/rooms/rooms.tsx';
import { createRoomsModel } from '../../components/rooms/rooms-model.ts';
import { Welcome } from '../../components/welcome/welcome.tsx';
import type { PageCheck, SettingsView } from '../../lib/messages/messages.ts';
import type { Translate } from '../../lib/texts/texts.ts';
import {
  ACCOUNT_CHECK,
  DIALOG_VIEWS,
  FIXED_SETTINGS,
  HOST_NOT_ALLOWED,
  HOSTILE,
  JOBS,
  JUST_STARTED,
  NO_JOBS,
  NOW,
  SCHOOL,
  SETTINGS,
  WITHHELD,
} from './fixtures.ts';
import { BATCH, roomsBackground } from './rooms-fixtures.ts';

/** Every window in every state, without a background: what a window says is kept in `said`, for the tests to read. */

export interface StoryProps {
  readonly story: string;
  readonly said: (message: unknown) => void;
  readonly t: Translate;
}

/** The stories, and the size of window in which each is at home. */
export const STORIES: readonly { readonly story: string; readonly width: number; readonly height: number }[] =
  [
    ...Object.keys(DIALOG_VIEWS).map((story) => ({ story, width: 600, height: 700 })),
    ...['popup-empty', 'popup-jobs'].map((story) => ({ story, width: 440, height: 600 })),
    ...[
      ...['options', 'options-fixed', 'welcome', 'welcome-withheld', 'welcome-school'],
      ...['rooms', 'rooms-none'],
    ].map((story) => ({
      story,
      width: 900,
      height: 900,
    })),
  ];

const PAGE_CHECK: PageCheck = { finding: { kind: 'item' }, text: '{}' };

const WELCOMES = {
  welcome: SETTINGS.sites,
  'welcome-withheld': WITHHELD,
  'welcome-school': SCHOOL,
} as const;

export function Story({ story, said, t }: StoryProps) {
  const view = Object.entries(DIALOG_VIEWS).find(([name]) => name === story)?.[1];
  if (view) return <DialogStory view={view} said={said} t={t} />;
  switch (story) {
    case 'form-hostile':
      return <DialogStory view={HOSTILE} said={said} t={t} />;
    case 'host-not-allowed':
      return <DialogStory view={HOST_NOT_ALLOWED} said={said} t={t} />;
    case 'popup-empty':
    case 'popup-jobs':
      return (
        <Popup
          answer={story === 'popup-jobs' ? JOBS : NO_JOBS}
          commands={commandsTo(said)}
          onMore={() => said({ type: 'more' })}
          onMoreBatches={() => said({ type: 'moreBatches' })}
          onOptions={() => said({ type: 'options' })}
          onRooms={(batchId) => said({ type: 'rooms', batchId })}
          t={t}
        >
          <PageCheckSection
            check={() => Promise.resolve(PAGE_CHECK)}
            readStructure={() => Promise.resolve('{"structure":1,"frames":[]}')}
            copy={(text) => Promise.resolve(said({ type: 'copy', text }))}
            t={t}
          />
        </Popup>
      );
    case 'options':
    case 'options-fixed':
      return <OptionsStory view={story === 'options' ? SETTINGS : FIXED_SETTINGS} said={said} t={t} />;
    case 'welcome':
    case 'welcome-withheld':
    case 'welcome-school':
      return (
        <Welcome
          sites={WELCOMES[story]}
          onAllow={(patterns) => said({ type: 'allow', patterns })}
          onOptions={() => said({ type: 'options' })}
          t={t}
        />
      );
    case 'rooms':
    case 'rooms-none':
    case 'rooms-many':
    case 'rooms-over':
      return <RoomsStory {...ROOMS_STORIES[story]} said={said} t={t} />;
    default:
      return <p>There is no {story}.</p>;
  }
}

function DialogStory({ view, said, t }: Omit<StoryProps, 'story'> & { readonly view: View }) {
  const form = useMemo(() => {
    const made = createForm();
    made.show(view, t('dialog.defaultName', { name: '{name}' }));
    return made;
  }, []);
  // An estimate needs two readings: a clone at work is shown as it began, first.
  const isAtWork = view.state === 'job' && view.job.state.kind === 'running';
  const [shown, setShown] = useState<View>(isAtWork ? { ...view, job: JUST_STARTED } : view);
  const asked = useRef(0);
  const begun = shown === view || !isAtWork ? NOW : view.job.startedAt;
  useLayoutEffect(() => setShown(view), [view]);
  return (
    <Dialog
      view={shown}
      form={form}
      send={said}
      about="Clone Room for Kaltura 0.1.0"
      now={begun}
      onAllow={(host) => {
        said({ type: 'allow', host });
        // The browser's question is refused at first.
        asked.current += 1;
        return Promise.resolve(asked.current > 1);
      }}
      isInPage
      t={t}
    />
  );
}

const ROOMS_STORIES = {
  rooms: { count: 6, chosen: ['1_room0000', '1_room0001', '1_room0003'] },
  'rooms-none': { count: undefined, chosen: [] },
  // As many as an institution may have of one person.
  'rooms-many': { count: 5_000, chosen: [] },
  'rooms-over': { count: 6, isOver: true, chosen: [] },
} as const;

function RoomsStory({
  count,
  chosen,
  isOver = false,
  said,
  t,
}: Omit<StoryProps, 'story'> & {
  readonly count: number | undefined;
  readonly chosen: readonly string[];
  readonly isOver?: boolean;
}) {
  const model = useMemo(() => {
    const made = createRoomsModel(roomsBackground(count, isOver, said), {
      names: { pattern: '{name} – {term} {year}', term: 'Spring', year: '2027', replace: [] },
      leaveOut: [],
      copyActivity: true,
      language: 'en',
    });
    made.selection.value = { ...made.selection.value, chosen: new Set(chosen) };
    void made.show(count === 6 ? BATCH.id : undefined);
    if (count === 6) void made.readCourse(1);
    return made;
  }, []);
  return (
    <Rooms
      model={model}
      download={(name, type, text) => said({ type: 'download', name, mime: type, text })}
      now={NOW}
      t={t}
    />
  );
}

function OptionsStory({ view, said, t }: Omit<StoryProps, 'story'> & { readonly view: SettingsView }) {
  const [shown, setShown] = useState(view);
  return (
    <Options
      view={shown}
      onChange={(changes) => {
        said({ type: 'settings.write', changes });
        const { chatService = '' } = changes;
        if (chatService !== '' && !chatService.startsWith('https://')) return Promise.resolve(false);
        setShown({ ...shown, settings: { ...shown.settings, ...changes } });
        return Promise.resolve(true);
      }}
      onReset={() => {
        said({ type: 'settings.reset' });
        return Promise.resolve();
      }}
      onForget={(pattern) => said({ type: 'site.forget', pattern })}
      onAllow={(pattern) => said({ type: 'allow', pattern })}
      readDiagnostics={() => Promise.resolve('{\n  "version": "0.1.0"\n}')}
      checkAccounts={() => Promise.resolve([ACCOUNT_CHECK])}
      t={t}
    />
  );
}

const commandsTo = (said: StoryProps['said']): JobCommands => ({
  open: (jobId, candidate) =>
    said({ type: 'job.open', jobId, ...(candidate !== undefined && { candidate }) }),
  show: (jobId) => said({ type: 'job.show', jobId }),
  retry: (jobId) => said({ type: 'job.retry', jobId }),
  decide: (jobId, about, decision) => said({ type: 'job.decide', jobId, about, decision }),
  undo: (jobId, confirmed) => {
    said({ type: 'job.undo', jobId, confirmed });
    // The first time somebody has worked in the room.
    return Promise.resolve(confirmed);
  },
});
