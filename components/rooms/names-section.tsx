import { useState } from 'preact/hooks';
import type { NameRules, Replacement } from '../../lib/plan/names.ts';
import { MOST_COPIES } from '../../lib/plan/plan.ts';
import { NAME_LIMIT, nameLength } from '../../lib/room/texts/name.ts';
import type { Translate } from '../../lib/texts/texts.ts';
import { directionOfValue, Field } from '../field.tsx';
import type { PlannedName, RoomsModel } from './rooms-model.ts';
import { useVisibleRows } from './visible-rows.ts';

/** How the clones are named, and what that looks like for each. */
export function NamesSection({ model, t }: { readonly model: RoomsModel; readonly t: Translate }) {
  const { names, copies, setCopies, planned } = model;
  const rules = names.value;
  const change = (some: Partial<NameRules>): void => void (names.value = { ...rules, ...some });
  const [rows, setRows] = useState(rules.replace.length === 0 ? [NO_REPLACEMENT] : rules.replace);
  // A plan that was opened brings its own.
  const [seen, setSeen] = useState(rules.replace);
  if (seen !== rules.replace) {
    setSeen(rules.replace);
    setRows(rules.replace.length === 0 ? [NO_REPLACEMENT] : rules.replace);
  }
  const replace = (next: readonly Replacement[]): void => {
    // What finds nothing is no rule yet; its row stays.
    const rulesOf = next.filter(({ find }) => find !== '');
    setRows(next);
    setSeen(rulesOf);
    change({ replace: rulesOf });
  };
  const replaceAt = (at: number, some: Partial<Replacement>): void =>
    replace(rows.map((row, n) => (n === at ? { ...row, ...some } : row)));
  const text = (id: 'pattern' | 'term' | 'year', label: string) => (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        dir={directionOfValue(rules[id])}
        autocomplete="off"
        value={rules[id]}
        aria-describedby={id === 'pattern' ? 'pattern-how' : undefined}
        onInput={(event) => change({ [id]: event.currentTarget.value })}
      />
    </div>
  );
  return (
    <section class="options-section" aria-labelledby="names-title">
      <h2 id="names-title">{t('rooms.names')}</h2>
      <div class="naming">
        {text('pattern', t('rooms.pattern'))}
        {text('term', t('rooms.term'))}
        {text('year', t('rooms.year'))}
      </div>
      <p class="small quiet" id="pattern-how">
        {t('rooms.patternHow', { name: '{name}', term: '{term}', year: '{year}', n: '{n}' })}
      </p>
      {rows.map((row, at) => (
        // The rows have no other identity than their place.
        <div class="naming" key={at}>
          <div class="field">
            <label for={`find-${at}`}>{t('rooms.find')}</label>
            <input
              id={`find-${at}`}
              dir={directionOfValue(row.find)}
              autocomplete="off"
              value={row.find}
              onInput={(event) => replaceAt(at, { find: event.currentTarget.value })}
            />
          </div>
          <div class="field">
            <label for={`with-${at}`}>{t('rooms.with')}</label>
            <input
              id={`with-${at}`}
              dir={directionOfValue(row.with)}
              autocomplete="off"
              value={row.with}
              onInput={(event) => replaceAt(at, { with: event.currentTarget.value })}
            />
          </div>
        </div>
      ))}
      <div>
        <button type="button" class="button small" onClick={() => replace([...rows, NO_REPLACEMENT])}>
          {t('rooms.another')}
        </button>
      </div>
      <Field id="copies" label={t('rooms.copies', { most: MOST_COPIES })}>
        <input
          id="copies"
          class="number"
          type="number"
          min={1}
          max={MOST_COPIES}
          value={copies.value}
          aria-describedby="copies-problem copies-hint"
          onInput={(event) => {
            const count = event.currentTarget.valueAsNumber;
            if (Number.isInteger(count) && count >= 1 && count <= MOST_COPIES) setCopies(count);
          }}
        />
      </Field>
      <Preview planned={planned.value} t={t} />
    </section>
  );
}

const NO_REPLACEMENT: Replacement = { find: '', with: '' };
/** As `rooms.css` has it. */
const ROW_HEIGHT = 52;

function Preview({ planned, t }: { readonly planned: readonly PlannedName[]; readonly t: Translate }) {
  // What needs a look comes first.
  const rows = planned.toSorted((a, b) => Number(b.fault !== undefined) - Number(a.fault !== undefined));
  const { ref, look, from, to } = useVisibleRows(rows.length, ROW_HEIGHT);
  const wrong = rows.filter(({ fault }) => fault !== undefined).length;
  if (rows.length === 0) return <p class="quiet">{t('rooms.noneChosen')}</p>;
  return (
    <>
      <h3 id="preview-title">{t('rooms.preview')}</h3>
      <p class="warning" role="status">
        {wrong > 0 && t('rooms.wrongNames', { count: wrong })}
      </p>
      <div
        ref={ref}
        class="room-list"
        role="list"
        aria-labelledby="preview-title"
        tabIndex={0}
        onScroll={look}
      >
        <div style={{ blockSize: `${from * ROW_HEIGHT}px` }} role="presentation" />
        {rows.slice(from, to).map(({ key, name, original, fault }, at) => (
          <div
            key={key}
            class="preview-row"
            role="listitem"
            aria-setsize={rows.length}
            aria-posinset={from + at + 1}
          >
            <span class="name" dir="auto">
              {name}
            </span>
            <span class={fault ? 'about warning' : 'about quiet'}>
              {fault ? faultText(fault.code, name, t) : t('popup.of', { name: original })}
            </span>
          </div>
        ))}
        <div style={{ blockSize: `${(rows.length - to) * ROW_HEIGHT}px` }} role="presentation" />
      </div>
    </>
  );
}

function faultText(code: 'nameEmpty' | 'nameTooLong' | 'nameRepeated', name: string, t: Translate): string {
  if (code === 'nameRepeated') return t('plan.fault.nameRepeated');
  return code === 'nameEmpty'
    ? t('dialog.nameEmpty')
    : t('dialog.nameTooLong', { limit: NAME_LIMIT, count: nameLength(name) });
}
