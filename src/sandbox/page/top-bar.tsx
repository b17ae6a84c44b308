import { useRef, useState } from 'preact/hooks';
import type { PageUser } from '../slack/page-contract.ts';
import { Icon } from './icon.tsx';
import { Avatar } from './people.tsx';
import { linkTo } from './place.ts';
import { Popover } from './popover.tsx';
import { QuickSwitcher } from './quick-switcher.tsx';
import { useSession } from './session.ts';
import { chooseTheme, savedTheme } from './theme.ts';

export function TopBar() {
  return (
    <header class="top-bar">
      <span class="sandbox-mark">Sandbox</span>
      <QuickSwitcher />
      <div class="top-bar-end">
        <ThemeSwitch />
        <PersonaSwitcher />
      </div>
    </header>
  );
}

function ThemeSwitch() {
  const [theme, setTheme] = useState(savedTheme);
  const other = theme === 'dark' ? 'light' : 'dark';
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={`Use the ${other} theme`}
      title={`Use the ${other} theme`}
      onClick={() => {
        chooseTheme(other);
        setTheme(other);
      }}
    >
      <Icon name={other === 'dark' ? 'moon' : 'sun'} />
    </button>
  );
}

function PersonaSwitcher() {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const { model } = useSession();
  const { me, personas } = model.state;
  return (
    <>
      <button
        ref={button}
        type="button"
        class="persona-button"
        aria-label={`You are ${me.realName}. Switch persona`}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Avatar user={me} size="small" />
        <span>{me.realName}</span>
        {me.persona && <small>{me.persona}</small>}
        <Icon name="down" />
      </button>
      {open && (
        <Popover anchor={button} onClose={() => setOpen(false)} align="end" class="personas">
          <h2>Act as</h2>
          <ul
            onKeyDown={(event) => {
              if (event.key !== 'Escape') return;
              setOpen(false);
              button.current?.focus();
            }}
          >
            {personas.map((persona) => (
              <Persona key={persona.id} persona={persona} isMe={persona.id === me.id} />
            ))}
          </ul>
          <p>Open two windows to see both sides of a conversation.</p>
        </Popover>
      )}
    </>
  );
}

function Persona({ persona, isMe }: { persona: PageUser; isMe: boolean }) {
  return (
    <li>
      <a class="persona" href={linkTo({ as: persona.id })} aria-current={isMe ? 'true' : undefined}>
        <Avatar user={persona} size="medium" />
        <span>
          <b>{persona.realName}</b>
          <small>{[persona.persona, persona.title].filter(Boolean).join(' · ')}</small>
        </span>
        {isMe && <Icon name="check" />}
      </a>
      <a
        class="icon-button"
        href={linkTo({ as: persona.id })}
        target="_blank"
        rel="noreferrer"
        aria-label={`Open a window as ${persona.realName}`}
        title={`Open a window as ${persona.realName}`}
      >
        <Icon name="window" />
      </a>
    </li>
  );
}
