import { useState } from 'preact/hooks';
import type { PageView } from '../slack/page-contract.ts';
import { dismiss, submit } from './api.ts';
import { Blocks } from './blocks/blocks.tsx';
import { Dialog } from './dialog.tsx';
import { checkInputs } from './elements/check.ts';
import { collectValues, type Values } from './elements/values.ts';
import { Icon } from './icon.tsx';
import { PlainText } from './mrkdwn-text.tsx';
import { Avatar } from './people.tsx';
import { Problem } from './problem.tsx';
import { useSession } from './session.ts';
import { SurfaceOf } from './surface.tsx';

/** A stack of views: the last is seen, those below keep what was typed into them. */
export function Modals() {
  const { views } = useSession().model.state;
  return (
    <>
      {views.map((view, index) => (
        <Modal key={view.id} view={view} hidden={index < views.length - 1} />
      ))}
    </>
  );
}

function Modal({ view, hidden }: { view: PageView; hidden: boolean }) {
  const { me } = useSession().model.state;
  const [values, setValues] = useState<Values>({});
  const { errors, problem, isSending, send } = useSubmission(view, values);
  const close = () => void dismiss(me.id, view.id);
  return (
    <Dialog label={view.title ?? 'Dialog'} class="modal" hidden={hidden} onClose={close}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (view.submit) void send();
        }}
      >
        <ModalHead title={view.title ?? ''} onClose={close} />
        <div class="modal-body">
          <SurfaceOf
            user={me.id}
            from={{ kind: 'view', view_id: view.id }}
            blocks={view.blocks}
            known={view.state}
            values={values}
            onValues={setValues}
            errors={errors}
          >
            <Blocks blocks={view.blocks} />
          </SurfaceOf>
          <Problem text={problem} />
        </div>
        <ModalFoot view={view} isSending={isSending} onClose={close} />
      </form>
    </Dialog>
  );
}

function useSubmission(view: PageView, values: Values) {
  const { me } = useSession().model.state;
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState<string>();
  const [isSending, setSending] = useState(false);
  const send = async () => {
    const state = collectValues(view.blocks, view.state, values);
    const refused = checkInputs(view.blocks, state);
    setErrors(refused);
    setProblem(undefined);
    if (Object.keys(refused).length > 0) return;
    setSending(true);
    const answer = await submit({ user: me.id, view_id: view.id, state });
    setSending(false);
    if (answer.ok) return;
    if ('errors' in answer) setErrors(answer.errors);
    else setProblem(answer.problem);
  };
  return { errors, problem, isSending, send };
}

function ModalHead({ title, onClose }: { title: string; onClose: () => void }) {
  const { app, users } = useSession().model.state;
  return (
    <header>
      <Avatar user={users.find(({ id }) => id === app.userId)} size="medium" />
      <h2>
        <PlainText text={title} />
      </h2>
      <button type="button" class="icon-button" aria-label="Close dialog" onClick={onClose}>
        <Icon name="close" />
      </button>
    </header>
  );
}

function ModalFoot(props: { view: PageView; isSending: boolean; onClose: () => void }) {
  const { view, isSending } = props;
  return (
    <footer>
      <button type="button" class="button" onClick={props.onClose}>
        {view.close ?? 'Cancel'}
      </button>
      {view.submit && (
        <button
          type="submit"
          class={`button primary ${isSending ? 'pending' : ''}`}
          aria-busy={isSending}
          disabled={isSending}
        >
          {view.submit}
        </button>
      )}
    </footer>
  );
}
