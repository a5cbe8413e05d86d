import { useState } from 'preact/hooks';
import type { NameRules, Replacement } from '../../lib/plan/names.ts';
import { MOST_COPIES } from '../../lib/plan/plan.ts';
import { NAME_LIMIT, nameLength } from '../../lib/room/texts/name.ts';
import type { Translate } from '../../lib/texts/texts.ts';
import { Field } from '../field.tsx';
import type { PlannedName } from './room-choice.ts';
import type { RoomsModel } from './rooms-model.ts';
import { TextField } from './text-field.tsx';
import { useVisibleRows } from './visible-rows.ts';

/** How the clones are named, and what that looks like for each. */
export function NamesSection({ model, t }: { readonly model: RoomsModel; readonly t: Translate }) {
  const { names, copies, setCopies, planned } = model;
  const rules = names.value;
  const change = (some: Partial<NameRules>): void => void (names.value = { ...rules, ...some });
  return (
    <section class="options-section" aria-labelledby="names-title">
      <h2 id="names-title">{t('rooms.names')}</h2>
      <div class="naming">
        <TextField
          id="pattern"
          label={t('rooms.pattern')}
          value={rules.pattern}
          describedBy="pattern-how"
          onInput={(pattern) => change({ pattern })}
        />
        <TextField
          id="term"
          label={t('rooms.term')}
          value={rules.term}
          onInput={(term) => change({ term })}
        />
        <TextField
          id="year"
          label={t('rooms.year')}
          value={rules.year}
          onInput={(year) => change({ year })}
        />
      </div>
      <p class="small quiet" id="pattern-how">
        {t('rooms.patternHow', { name: '{name}', term: '{term}', year: '{year}', n: '{n}' })}
      </p>
      <Replacements all={rules.replace} onChange={(replace) => change({ replace })} t={t} />
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

interface ReplacementsProps {
  readonly all: readonly Replacement[];
  readonly onChange: (all: readonly Replacement[]) => void;
  readonly t: Translate;
}

/** What is replaced in the originals' names, a row each. */
function Replacements({ all, onChange, t }: ReplacementsProps) {
  const [rows, setRows] = useState(all.length === 0 ? [NO_REPLACEMENT] : all);
  // A plan that was opened brings its own.
  const [seen, setSeen] = useState(all);
  if (seen !== all) {
    setSeen(all);
    setRows(all.length === 0 ? [NO_REPLACEMENT] : all);
  }
  const replace = (next: readonly Replacement[]): void => {
    // What finds nothing is no rule yet; its row stays.
    const rules = next.filter(({ find }) => find !== '');
    setRows(next);
    setSeen(rules);
    onChange(rules);
  };
  const replaceAt = (at: number, some: Partial<Replacement>): void =>
    replace(rows.map((row, n) => (n === at ? { ...row, ...some } : row)));
  return (
    <>
      {rows.map((row, at) => (
        // The rows have no other identity than their place.
        <div class="naming" key={at}>
          <TextField
            id={`find-${at}`}
            label={t('rooms.find')}
            value={row.find}
            onInput={(find) => replaceAt(at, { find })}
          />
          <TextField
            id={`with-${at}`}
            label={t('rooms.with')}
            value={row.with}
            onInput={(text) => replaceAt(at, { with: text })}
          />
        </div>
      ))}
      <div>
        <button type="button" class="button small" onClick={() => replace([...rows, NO_REPLACEMENT])}>
          {t('rooms.another')}
        </button>
      </div>
    </>
  );
}

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
