import { useErrorBoundary } from 'preact/hooks';
import type { Block } from '../../slack/page-contract.ts';
import { Actions, ContextActions } from './actions.tsx';
import { Alert } from './alert.tsx';
import { Card, Carousel } from './card.tsx';
import { Chart } from './chart.tsx';
import { Container } from './container.tsx';
import { Context } from './context.tsx';
import { DataTable } from './data-table.tsx';
import { Image, Video } from './image.tsx';
import { Input } from './input.tsx';
import { Markdown } from './markdown.tsx';
import { Plan, TaskCard } from './plan.tsx';
import { RichText } from './rich-text.tsx';
import { Header, Section } from './section.tsx';
import { asShown, type ShownBlock } from './shapes.ts';
import { Table } from './table.tsx';

export function Blocks({ blocks }: { blocks: Block[] | ShownBlock[] }) {
  return (
    <div class="blocks">
      {blocks.map((block, index) => (
        <Guarded key={block.block_id ?? index} block={asShown(block)} />
      ))}
    </div>
  );
}

/** A block that cannot be drawn says so, and takes nothing else with it. */
function Guarded({ block }: { block: ShownBlock }) {
  const [error] = useErrorBoundary();
  if (error) return <Unknown type={block.type} why={String(error)} />;
  return <BlockOf block={block} />;
}

function Unknown({ type, why }: { type: string; why?: string }) {
  return (
    <p class="unknown">
      The sandbox cannot show a “{type}” block{why ? `: ${why}` : '.'}
    </p>
  );
}

function BlockOf({ block }: { block: ShownBlock }) {
  switch (block.type) {
    case 'section':
      return <Section block={block} />;
    case 'header':
      return <Header block={block} />;
    case 'divider':
      return <hr />;
    case 'context':
      return <Context block={block} />;
    case 'actions':
      return <Actions block={block} />;
    case 'context_actions':
      return <ContextActions block={block} />;
    case 'input':
      return <Input block={block} />;
    case 'image':
      return <Image block={block} />;
    case 'rich_text':
      return <RichText block={block} />;
    default:
      return <RarerBlock block={block} />;
  }
}

function RarerBlock({ block }: { block: ShownBlock }) {
  switch (block.type) {
    case 'markdown':
      return <Markdown text={block.text} />;
    case 'table':
      return <Table block={block} />;
    case 'data_table':
      return <DataTable block={block} />;
    case 'data_visualization':
      return <Chart block={block} />;
    case 'alert':
      return <Alert block={block} />;
    case 'card':
      return <Card block={block} />;
    case 'carousel':
      return <Carousel block={block} />;
    case 'container':
      return (
        <Container block={block}>
          <Blocks blocks={block.child_blocks} />
        </Container>
      );
    case 'plan':
      return <Plan block={block} />;
    case 'task_card':
      return <TaskCard block={block} />;
    case 'video':
      return <Video block={block} />;
    default:
      return <Unknown type={block.type} />;
  }
}
