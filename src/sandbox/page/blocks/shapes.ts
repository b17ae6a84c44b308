import type {
  ActionsBlockElement,
  ContextActionsBlockElement,
  InputBlockElement,
  KnownBlock,
  PlainTextElement,
  PlainTextOption,
  SectionBlockAccessory,
} from '@slack/types';
import type { Block } from '../../slack/page-contract.ts';

type OptionGroup = { label: PlainTextElement; options: PlainTextOption[] };
export type Choosable = { options?: PlainTextOption[]; option_groups?: OptionGroup[] };

type ChartPoint = { label: string; value: number };
type ChartSeries = { name: string; data: ChartPoint[] };
export type SeriesChart = {
  type: 'bar' | 'line' | 'area';
  series: ChartSeries[];
  axis_config: { categories: string[]; x_label?: string; y_label?: string };
};
export type PieChart = { type: 'pie'; segments: ChartPoint[] };

/** Newer than @slack/types 3.2. */
export type DataVisualizationBlock = {
  type: 'data_visualization';
  block_id?: string;
  title: string;
  chart: SeriesChart | PieChart;
};

export type ShownBlock = KnownBlock | DataVisualizationBlock;
export type ShownElement =
  | ActionsBlockElement
  | InputBlockElement
  | SectionBlockAccessory
  | ContextActionsBlockElement;

/** The local Slack has checked the blocks against Slack's limits: here they are only drawn. */
export function asShown(block: Block | ShownBlock): ShownBlock {
  return block as unknown as ShownBlock;
}
