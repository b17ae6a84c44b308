import type { ConfirmationDialog } from '@slack/types';
import { type ComponentChildren, createContext } from 'preact';
import { useContext, useMemo, useState } from 'preact/hooks';
import type { Answer, Block, Click } from '../slack/page-contract.ts';
import { click, findOptions } from './api.ts';
import type { Choosable, ShownElement } from './blocks/shapes.ts';
import { Confirm } from './elements/confirm.tsx';
import {
  actionIdOf,
  collectValues,
  initialValue,
  type Value,
  type Values,
} from './elements/values.ts';
import { Problem } from './problem.tsx';

/** A message, a modal or a Home: something with blocks that keeps values and sends clicks. */
export type Surface = {
  from: Click['from'];
  pending: string | undefined;
  errors: Record<string, string>;
  value(blockId: string, element: ShownElement): Value;
  /** Kept until a submission or the next click. */
  keep(blockId: string, element: ShownElement, value: Value): void;
  /** Kept and sent to the bot at once, after the confirmation the element may ask for. */
  send(blockId: string, element: ShownElement, value: Value): void;
  find(blockId: string, element: ShownElement, query: string): Promise<Choosable>;
};

const SurfaceContext = createContext<Surface | undefined>(undefined);

export function useSurface(): Surface {
  const surface = useContext(SurfaceContext);
  if (!surface) throw new Error('No surface is provided above this component.');
  return surface;
}

export function keyOfElement(blockId: string, element: ShownElement): string {
  return `${blockId}/${actionIdOf(element)}`;
}

type Props = {
  user: string;
  from: Click['from'];
  blocks: Block[];
  known?: Values;
  values: Values;
  onValues: (change: (values: Values) => Values) => void;
  errors?: Record<string, string>;
  children: ComponentChildren;
};

type Asking = { confirm: ConfirmationDialog; go: () => void };

export function SurfaceOf(props: Props) {
  const [asking, ask] = useState<Asking>();
  const { pending, problem, post } = useClicks();
  const surface = useMemo(
    () => surfaceOf(props, pending, post, ask),
    [props.values, props.blocks, props.errors, pending],
  );
  return (
    <SurfaceContext.Provider value={surface}>
      {props.children}
      <Problem text={problem} />
      {asking && (
        <Confirm
          confirm={asking.confirm}
          onClose={() => ask(undefined)}
          onConfirm={() => {
            ask(undefined);
            asking.go();
          }}
        />
      )}
    </SurfaceContext.Provider>
  );
}

/** One click at a time, as the pending state says; its problem stays until the next one. */
function useClicks() {
  const [pending, setPending] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const post = async (key: string, made: Click): Promise<Answer> => {
    setPending(key);
    setProblem(undefined);
    const answer = await click(made);
    setPending(undefined);
    if (!answer.ok) setProblem(answer.problem);
    return answer;
  };
  return { pending, problem, post };
}

function surfaceOf(
  props: Props,
  pending: string | undefined,
  post: (key: string, made: Click) => Promise<Answer>,
  ask: (asking: Asking) => void,
): Surface {
  const { user, from, blocks, known = {}, values } = props;
  const idsOf = (blockId: string, element: ShownElement) => ({
    user,
    from,
    block_id: blockId,
    action_id: actionIdOf(element),
  });
  const keep: Surface['keep'] = (blockId, element, value) =>
    props.onValues((before) => keptIn(before, blockId, element, value));
  return {
    from,
    pending,
    errors: props.errors ?? {},
    keep,
    value: (blockId, element) =>
      (values[blockId]?.[actionIdOf(element)] ??
        known[blockId]?.[actionIdOf(element)] ??
        initialValue(element)) as Value,
    send(blockId, element, value) {
      const ids = idsOf(blockId, element);
      const chosen = { ...value, block_id: ids.block_id, action_id: ids.action_id };
      const go = () => {
        const after = keptIn(values, blockId, element, value);
        keep(blockId, element, value);
        const state = collectValues(blocks, known, after);
        void post(keyOfElement(blockId, element), { ...ids, chosen, state });
      };
      const confirm = 'confirm' in element ? element.confirm : undefined;
      if (confirm) ask({ confirm, go });
      else go();
    },
    find: (blockId, element, query) => findOptions({ ...idsOf(blockId, element), value: query }),
  };
}

function keptIn(values: Values, blockId: string, element: ShownElement, value: Value): Values {
  return { ...values, [blockId]: { ...values[blockId], [actionIdOf(element)]: value } };
}
