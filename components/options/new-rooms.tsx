import { CHOICES } from '../../lib/room/choice.ts';
import { FixedNote } from './fixed-note.tsx';
import type { SettingProps } from './setting-props.ts';
import { Switch } from './switch.tsx';

/** What is copied unless the teacher chooses otherwise, and where a new room takes its settings from. */
export function NewRooms(props: SettingProps) {
  const { settings, isFixed, onChange, t } = props;
  return (
    <>
      <fieldset class="choices plain">
        <legend>{t('options.rooms.parts')}</legend>
        {CHOICES.map((choice) => (
          <div class="check" key={choice}>
            <input
              type="checkbox"
              id={`part-${choice}`}
              checked={!settings.leaveOut.includes(choice)}
              disabled={isFixed('leaveOut')}
              onChange={(event) => {
                const others = settings.leaveOut.filter((other) => other !== choice);
                void onChange({ leaveOut: event.currentTarget.checked ? others : [...others, choice] });
              }}
            />
            <label for={`part-${choice}`}>{t(`options.rooms.part.${choice}`)}</label>
            <FixedNote fixed={isFixed('leaveOut')} t={t} />
          </div>
        ))}
        <Switch {...props} name="copyActivity" label={t('dialog.activity')} />
      </fieldset>
      <fieldset class="choices plain">
        <legend>{t('options.rooms.settingsFrom')}</legend>
        {(['original', 'template'] as const).map((source) => (
          <div class="check" key={source}>
            <input
              type="radio"
              name="settings-from"
              id={`from-${source}`}
              checked={settings.settingsFrom === source}
              disabled={isFixed('settingsFrom')}
              onChange={() => void onChange({ settingsFrom: source })}
            />
            <label for={`from-${source}`}>{t(`options.rooms.from.${source}`)}</label>
            <FixedNote fixed={isFixed('settingsFrom')} t={t} />
          </div>
        ))}
      </fieldset>
    </>
  );
}
