import { useState } from 'preact/hooks';
import { MOST_LINES } from '../../lib/plan/plan.ts';
import { problemText } from '../../lib/texts/report-lines.ts';
import type { Translate } from '../../lib/texts/texts.ts';
import { Check } from '../check.tsx';
import { lastClones, ORDERS, type Order } from './room-filter.ts';
import { RoomList } from './room-list.tsx';
import type { Pasted, RefusedLine } from './checked-lines.ts';
import type { RoomsModel } from './rooms-model.ts';
import { NOTHING_CHOSEN, withAll } from './selection.ts';
import { TextField } from './text-field.tsx';

interface ChooseProps {
  readonly model: RoomsModel;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly t: Translate;
}

/** Which rooms are cloned: from the list, or by their links. */
export function ChooseSection({ model, now, t }: ChooseProps) {
  const { rooms, shown, selection, filter, isLoading, account, counts } = model;
  const [day, setDay] = useState(() => dayBefore(now, TERM_DAYS));
  const { search, order, notClonedSince } = filter.value;
  const only = notClonedSince !== undefined;
  const ids = shown.value.map(({ entryId }) => entryId);
  return (
    <section class="options-section" aria-labelledby="choose-title">
      <h2 id="choose-title">{t('rooms.choose')}</h2>
      <div class="filters">
        <TextField
          type="search"
          id="search"
          label={t('rooms.search')}
          value={search}
          onInput={(value) => (filter.value = { ...filter.value, search: value })}
        />
        <div class="field">
          <label for="order">{t('rooms.order')}</label>
          <select
            id="order"
            value={order}
            onChange={(event) => {
              const { value } = event.currentTarget;
              filter.value = { ...filter.value, order: ORDERS.find((one) => one === value) ?? 'name' };
            }}
          >
            {ORDERS.map((one: Order) => (
              <option key={one} value={one}>
                {t(`rooms.orders.${one}`)}
              </option>
            ))}
          </select>
        </div>
      </div>
      <div class="since">
        <Check
          id="only"
          label={t('rooms.notClonedSince')}
          checked={only}
          onChange={(checked) =>
            (filter.value = { ...filter.value, notClonedSince: checked ? secondsOf(day) : undefined })
          }
        />
        <input
          type="date"
          aria-label={t('rooms.day')}
          value={day}
          onChange={(event) => {
            const { value } = event.currentTarget;
            setDay(value);
            if (only) filter.value = { ...filter.value, notClonedSince: secondsOf(value) };
          }}
        />
      </div>
      <div class="line counts">
        <p role="status">
          {isLoading.value
            ? t('rooms.loading', { count: rooms.value.size })
            : t('rooms.listed', { shown: ids.length, of: rooms.value.size })}
        </p>
        <div class="buttons">
          <button
            type="button"
            class="button small"
            onClick={() => (selection.value = withAll(selection.value, ids))}
          >
            {t('rooms.all')}
          </button>
          <button type="button" class="button small" onClick={() => (selection.value = NOTHING_CHOSEN)}>
            {t('rooms.none')}
          </button>
        </div>
      </div>
      <RoomList
        rooms={shown.value}
        user={account.value?.user ?? ''}
        cloned={lastClones([...rooms.value.values()])}
        inside={counts.inside.value}
        onSeen={counts.countSeen}
        selection={selection.value}
        onSelect={(next) => (selection.value = next)}
        t={t}
      />
      <p class="small quiet">{t('rooms.others')}</p>
      <Paste model={model} t={t} />
      <PastedLines pasted={model.pasted.value} t={t} />
    </section>
  );
}

/** The start of a term is not known: as long ago as a term is. */
const TERM_DAYS = 120;

const dayBefore = (now: number, days: number): string =>
  new Date(now - days * 86_400_000).toISOString().slice(0, 10);

/** Of an empty field: long ago. */
const secondsOf = (day: string): number => (Date.parse(`${day}T00:00`) || 0) / 1000;

function Paste({ model: { pasted, paste }, t }: Omit<ChooseProps, 'now'>) {
  const [text, setText] = useState('');
  const isChecking = pasted.value?.kind === 'checking';
  return (
    <details class="fold">
      <summary>{t('rooms.paste')}</summary>
      <div class="folded">
        <div class="field">
          <label for="links">{t('rooms.links', { most: MOST_LINES })}</label>
          <textarea
            id="links"
            class="links"
            rows={5}
            dir="ltr"
            spellcheck={false}
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </div>
        <div class="buttons">
          <button
            type="button"
            class="button"
            aria-disabled={isChecking}
            onClick={() => {
              if (!isChecking) void paste(text);
            }}
          >
            {t('rooms.check')}
          </button>
        </div>
      </div>
    </details>
  );
}

/** So many refused lines are shown; how many there are is said. */
const SHOWN_LINES = 200;

/** What became of each line: those that name no room to clone, with why. */
function PastedLines({ pasted, t }: { readonly pasted: Pasted | undefined; readonly t: Translate }) {
  if (pasted === undefined) return null;
  if (pasted.kind === 'tooMany')
    return (
      <p role="alert" class="bad">
        {t('rooms.tooMany', { count: pasted.count, most: MOST_LINES })}
      </p>
    );
  if (pasted.kind === 'checking') return <p role="status">{t('rooms.checking')}</p>;
  return (
    <>
      <p role="status">
        {t('rooms.added', { count: pasted.added })}
        {pasted.refused.length > 0 && ` ${t('rooms.refused', { count: pasted.refused.length })}`}
      </p>
      {pasted.refused.length > 0 && (
        <ul class="box refused">
          {pasted.refused.slice(0, SHOWN_LINES).map((one) => (
            <li key={one.line}>
              {t('plan.line', { line: one.line })}: {faultText(one, t)}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function faultText({ fault }: RefusedLine, t: Translate): string {
  switch (fault.code) {
    case 'unreadable':
      return t('plan.fault.unreadable', { field: fault.field });
    case 'noReference':
      return t('plan.fault.noReference');
    case 'repeated':
      return t('plan.fault.repeated', { line: fault.earlier });
    case 'problem':
      // "Reload the page" would be said of a page that is not there.
      return fault.problem.code === 'notFound' ? t('rooms.notFound') : problemText(fault.problem, t);
  }
}
