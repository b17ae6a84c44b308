import { useState } from 'preact/hooks';
import { shortcut } from './api.ts';
import { Finder } from './finder.tsx';
import { Icon } from './icon.tsx';
import { Problem } from './problem.tsx';
import { useSession } from './session.ts';

export function ShortcutsButton() {
  const [open, setOpen] = useState(false);
  const [problem, setProblem] = useState<string>();
  const { me, shortcuts, app } = useSession().model.state;
  const take = async (callbackId: string) => {
    const answer = await shortcut({ user: me.id, callbackId });
    setProblem(answer.ok ? undefined : answer.problem);
  };
  return (
    <>
      <button
        type="button"
        class="icon-button"
        aria-label="Shortcuts"
        title="Shortcuts"
        onClick={() => setOpen(true)}
      >
        <Icon name="bolt" />
      </button>
      <Problem text={problem} />
      {open && (
        <Finder
          label="Search shortcuts"
          placeholder={`What should ${app.name} do?`}
          none="No shortcut goes by that name"
          onClose={() => setOpen(false)}
          all={shortcuts
            .filter(({ kind }) => kind === 'global')
            .map(({ callbackId, name, description }) => ({
              id: callbackId,
              words: `${name} ${description}`,
              content: (
                <>
                  <Icon name="bolt" />
                  <span class="choice-label">{name}</span>
                  <small>{description}</small>
                </>
              ),
              choose: () => void take(callbackId),
            }))}
        />
      )}
    </>
  );
}
