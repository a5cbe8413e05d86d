import type { DialogMessage } from '../../lib/messages/messages.ts';
import { problemText } from '../../lib/texts/report-lines.ts';
import type { Translate } from '../../lib/texts/texts.ts';
import { Decision } from '../decision.tsx';
import { Sign } from '../sign.tsx';
import { ContentsChoice } from './contents-choice.tsx';
import { DescriptionField } from './description-field.tsx';
import type { Form } from './form.ts';
import { NameField } from './name-field.tsx';
import { Progress } from './progress.tsx';
import { ReportList } from './report-list.tsx';
import { TagsField } from './tags-field.tsx';
import type { Told } from './told.ts';
import { Trouble } from './trouble.tsx';

export interface BodyProps {
  readonly told: Told;
  readonly form: Form;
  readonly readOnly: boolean;
  readonly about: string;
  readonly say: (message: DialogMessage) => void;
  readonly t: Translate;
}

/** What the window shows below its first sentence: what is of its state, around the fields, which are there in all. */
export function Body({ told, form, readOnly, about, say, t }: BodyProps) {
  return (
    <>
      {told.state === 'progress' && (
        <Progress done={told.done} of={told.of} parts={told.parts} waiting={told.waiting} t={t} />
      )}
      {told.state === 'decision' && (
        <>
          <p role="alert">{problemText({ code: 'needsDecision' }, t)}</p>
          <Decision
            name="window"
            candidates={told.candidates}
            onDecide={(decision) => say({ type: 'decide', about: told.about, decision })}
            onLook={(candidate) => say({ type: 'room.open', candidate })}
            t={t}
          />
        </>
      )}
      {told.state === 'gone' && (
        <div class="line" role="alert">
          <Sign tone="told" />
          <p>{problemText({ code: 'extensionUpdated' }, t)}</p>
        </div>
      )}
      {told.state === 'failed' && <Trouble problem={told.problem} state={told.state} about={about} t={t} />}
      {told.state === 'broken' && (
        <Trouble problem={told.problem} state={told.state} about={about} leftovers={told.leftovers} t={t} />
      )}
      {form.filled.value && <Fields form={form} readOnly={readOnly} t={t} />}
      {told.state === 'form' && (
        <ContentsChoice
          contents={told.contents}
          activity={told.activity}
          leaveOut={form.leaveOut.value}
          onChoose={(choice, copied) => form.choose(choice, copied)}
          copyActivity={form.copyActivity.value}
          onActivity={(copied) => (form.copyActivity.value = copied)}
          t={t}
        />
      )}
      {told.state === 'ready' && <ReportList report={told.report} t={t} />}
    </>
  );
}

function Fields({ form, readOnly, t }: Pick<BodyProps, 'form' | 'readOnly' | 't'>) {
  return (
    <>
      <NameField
        value={form.name.value}
        onChange={(value) => (form.name.value = value)}
        judged={form.judged.value}
        readOnly={readOnly}
        t={t}
      />
      <DescriptionField
        value={form.description.value}
        onChange={(value) => (form.description.value = value)}
        readOnly={readOnly}
        t={t}
      />
      <TagsField
        value={form.tags.value}
        onChange={(value) => (form.tags.value = value)}
        readOnly={readOnly}
        t={t}
      />
    </>
  );
}
