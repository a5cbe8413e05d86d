import type { Translate } from '../../lib/texts/texts.ts';
import { problemText } from '../../lib/texts/report-lines.ts';
import { PLAN_VERSION, type PlanFault } from '../../lib/plan/plan.ts';
import { type BatchCommands, BatchPanel } from './batch-panel.tsx';
import { ChooseSection } from './choose-section.tsx';
import { NamesSection } from './names-section.tsx';
import type { RoomsModel } from './rooms-model.ts';
import { WhereSection } from './where-section.tsx';

export interface RoomsProps {
  readonly model: RoomsModel;
  readonly download: BatchCommands['download'];
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly t: Translate;
}

/** So many batches are shown, the latest first. */
const SHOWN_BATCHES = 10;

/** The page of rooms: many are chosen, named and cloned at once; and how those that were begun stand. */
export function Rooms({ model, download, now, t }: RoomsProps) {
  const { accounts, account, trouble, show, want, showJob, openRoom } = model;
  const { batches, openBatch } = model.shownBatches;
  const commands: BatchCommands = {
    show: (id) => void show(id),
    want: (id, wish) => void want(id, wish),
    ...{ showJob, openRoom, download },
  };
  return (
    <main class="page rooms">
      <header>
        <h1>{t('rooms.title')}</h1>
      </header>
      {trouble.value && (
        <p role="alert" class="box bad">
          {problemText(trouble.value, t)}
        </p>
      )}
      {batches.value.length > 0 && (
        <section class="options-section" aria-labelledby="batches-title">
          <h2 id="batches-title">{t('batch.title')}</h2>
          {batches.value.slice(0, SHOWN_BATCHES).map((batch) => (
            <BatchPanel
              key={batch.id}
              batch={batch}
              view={openBatch.value?.id === batch.id ? openBatch.value : undefined}
              commands={commands}
              now={now}
              t={t}
            />
          ))}
        </section>
      )}
      {account.value ? (
        <>
          <AccountChoice model={model} t={t} />
          <ChooseSection model={model} now={now} t={t} />
          <NamesSection model={model} t={t} />
          <WhereSection model={model} t={t} />
          <Begin model={model} download={download} t={t} />
        </>
      ) : (
        accounts.value && <p class="box">{t('rooms.noAccount')}</p>
      )}
    </main>
  );
}

function AccountChoice({ model: { accounts, account, choose }, t }: Pick<RoomsProps, 'model' | 't'>) {
  const all = accounts.value ?? [];
  const user = account.value?.user ?? '';
  return (
    <>
      <p>{t('rooms.intro', { user })}</p>
      {all.length > 1 && (
        <div class="field">
          <label for="account">{t('rooms.account')}</label>
          <select
            id="account"
            value={all.findIndex((one) => one === account.value)}
            onChange={(event) => {
              const one = all[Number(event.currentTarget.value)];
              if (one) choose(one);
            }}
          >
            {all.map((one, at) => (
              <option key={at} value={at}>
                {`${one.user} · ${new URL(one.url).host} · ${one.partnerId}`}
              </option>
            ))}
          </select>
        </div>
      )}
    </>
  );
}

function Begin({ model, download, t }: Pick<RoomsProps, 'model' | 'download' | 't'>) {
  const { planned, start, plan, planFault, openPlan } = model;
  const count = planned.value.length;
  return (
    <section class="options-section" aria-labelledby="begin-title">
      <h2 id="begin-title">{t('rooms.begin')}</h2>
      <div class="buttons begin">
        <label class="button file">
          {t('rooms.openPlan')}
          <input
            type="file"
            accept="application/json,.json"
            onChange={(event) => {
              const [file] = event.currentTarget.files ?? [];
              event.currentTarget.value = '';
              void file?.text().then(openPlan);
            }}
          />
        </label>
        <button
          type="button"
          class="button"
          aria-disabled={count === 0}
          onClick={() => {
            if (count > 0) download('plan.json', 'application/json', plan());
          }}
        >
          {t('rooms.savePlan')}
        </button>
        <button
          type="button"
          class="button primary"
          aria-disabled={count === 0}
          onClick={() => {
            if (count > 0) void start();
          }}
        >
          {t('rooms.start', { count })}
        </button>
      </div>
      <p class="bad" role="alert">
        {planFault.value && planFaultText(planFault.value, t)}
      </p>
    </section>
  );
}

function planFaultText(fault: PlanFault, t: Translate): string {
  switch (fault.code) {
    case 'notJson':
    case 'tooManyLines':
      return t(`rooms.planFault.${fault.code}`);
    case 'otherVersion':
      return t('rooms.planFault.otherVersion', { version: fault.version, own: PLAN_VERSION });
    case 'unreadable':
      return t('plan.fault.unreadable', { field: fault.field });
  }
}
