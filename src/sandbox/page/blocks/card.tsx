import type { CardBlock, CarouselBlock, MrkdwnElement } from '@slack/types';
import { useRef } from 'preact/hooks';
import { Element } from '../elements/element.tsx';
import { Icon } from '../icon.tsx';
import { addressOf } from './addresses.ts';
import { Text } from './text.tsx';

export function Card({ block }: { block: CardBlock & { subtext?: MrkdwnElement } }) {
  const { hero_image: hero, icon, title, subtitle, body, subtext, actions } = block;
  return (
    <article class="card">
      {hero && <img class="card-hero" src={addressOf(hero)} alt={hero.alt_text} />}
      <div class="card-head">
        {icon && <img class="card-icon" src={addressOf(icon)} alt={icon.alt_text} />}
        <div>
          {title && (
            <h4>
              <Text of={title} />
            </h4>
          )}
          {subtitle && (
            <div class="card-subtitle">
              <Text of={subtitle} />
            </div>
          )}
        </div>
      </div>
      {body && <Text of={body} />}
      {subtext && (
        <div class="card-subtitle">
          <Text of={subtext} />
        </div>
      )}
      {actions && (
        <div class="actions">
          {actions.map((button) => (
            <Element key={button.action_id} blockId={block.block_id ?? ''} element={button} />
          ))}
        </div>
      )}
    </article>
  );
}

export function Carousel({ block }: { block: CarouselBlock }) {
  const strip = useRef<HTMLDivElement>(null);
  const turn = (step: number) =>
    strip.current?.scrollBy({ left: step * strip.current.clientWidth * 0.8, behavior: 'smooth' });
  return (
    <section class="carousel" aria-label="Cards">
      <div class="carousel-strip" ref={strip}>
        {block.elements.map((card, index) => (
          <Card key={card.block_id ?? index} block={withBlockId(card, block.block_id)} />
        ))}
      </div>
      <div class="carousel-turns">
        <button type="button" class="icon-button" aria-label="Previous" onClick={() => turn(-1)}>
          <Icon name="left" />
        </button>
        <button type="button" class="icon-button" aria-label="Next" onClick={() => turn(1)}>
          <Icon name="right" />
        </button>
      </div>
    </section>
  );
}

/** A card without its own id answers for the carousel. */
function withBlockId(card: CardBlock, blockId: string | undefined): CardBlock {
  return card.block_id || !blockId ? card : { ...card, block_id: blockId };
}
