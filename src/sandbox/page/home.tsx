import { useState } from 'preact/hooks';
import { Blocks } from './blocks/blocks.tsx';
import type { Values } from './elements/values.ts';
import { useSession } from './session.ts';
import { SurfaceOf } from './surface.tsx';

export function Home() {
  const { model } = useSession();
  const [values, setValues] = useState<Values>({});
  const { home, me, app } = model.state;
  if (!home)
    return (
      <p class="loading" role="status">
        {app.name} has not drawn its Home yet.
      </p>
    );
  return (
    <section class="home" aria-label={`Home of ${app.name}`}>
      <SurfaceOf
        user={me.id}
        from={{ kind: 'view', view_id: home.id }}
        blocks={home.blocks}
        known={home.state}
        values={values}
        onValues={setValues}
      >
        <Blocks blocks={home.blocks} />
      </SurfaceOf>
    </section>
  );
}
