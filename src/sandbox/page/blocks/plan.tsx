import type { PlanBlock, TaskCardBlock } from '@slack/types';
import { Link } from '../mrkdwn-text.tsx';
import { RichText } from './rich-text.tsx';

const statuses = {
  pending: { sign: '○', word: 'Pending' },
  in_progress: { sign: '◐', word: 'In progress' },
  complete: { sign: '✓', word: 'Complete' },
  error: { sign: '✕', word: 'Failed' },
};

export function Plan({ block }: { block: PlanBlock }) {
  const tasks = (block.tasks ?? []) as TaskCardBlock[];
  return (
    <section class="plan">
      <h4>{block.title}</h4>
      {tasks.map((task) => (
        <TaskCard key={task.task_id} block={task} />
      ))}
    </section>
  );
}

export function TaskCard({ block }: { block: TaskCardBlock }) {
  const status = statuses[block.status ?? 'pending'];
  return (
    <details class={`task is-${block.status ?? 'pending'}`}>
      <summary>
        <span class="task-sign" aria-hidden="true">
          {status.sign}
        </span>
        {block.title}
        <small>{status.word}</small>
      </summary>
      {block.details && <RichText block={block.details} />}
      {block.output && <RichText block={block.output} />}
      {block.sources && (
        <ul>
          {block.sources.map(({ url, text }) => (
            <li key={url}>
              <Link url={url}>{text}</Link>
            </li>
          ))}
        </ul>
      )}
    </details>
  );
}
