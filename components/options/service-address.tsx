import { useState } from 'preact/hooks';
import { Field } from '../field.tsx';
import { FixedNote } from './fixed-note.tsx';
import type { SettingProps } from './setting-props.ts';

export interface ServiceAddressProps extends SettingProps {
  readonly name: 'chatService' | 'storyboardService';
  readonly label: string;
}

/** The address of a room service. What is typed stays, also where it is not taken. */
export function ServiceAddress({ name, label, settings, isFixed, onChange, t }: ServiceAddressProps) {
  const [address, setAddress] = useState(settings[name]);
  const [refused, setRefused] = useState(false);
  return (
    <Field
      id={name}
      label={label}
      problem={refused ? t('options.services.wrong') : ''}
      hint={<FixedNote fixed={isFixed(name)} t={t} />}
    >
      <input
        id={name}
        type="url"
        inputMode="url"
        dir="ltr"
        autocomplete="off"
        placeholder="https://"
        readOnly={isFixed(name)}
        aria-invalid={refused}
        aria-describedby={`${name}-problem ${name}-hint`}
        value={address}
        onInput={(event) => {
          setAddress(event.currentTarget.value);
          setRefused(false);
        }}
        onChange={(event) => {
          const changes = { [name]: event.currentTarget.value.trim() };
          void onChange(changes).then((taken) => setRefused(!taken));
        }}
      />
    </Field>
  );
}
