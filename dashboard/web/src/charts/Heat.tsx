import { Fragment, type ReactNode } from "react";

export interface HeatCell {
  column: number;
  row: number;
  // From 0 to 1.
  level: number;
  // Something is wrong with it.
  bad?: boolean;
  text?: string;
  title: string;
  // What is behind it, around its drawing. The keys do not come to a drawing: what they need stands in words beside it.
  opens?: (drawing: ReactNode) => ReactNode;
}

const LEFT = 36;
const HEAD = 18;

// Cells in columns and rows, darker for more; those with a fault are marked by a frame, not by colour alone.
export function Heat({ columns, rows, cells, cellHeight = 18 }: {
  columns: readonly (string | undefined)[];
  rows: readonly string[];
  cells: readonly HeatCell[];
  cellHeight?: number;
}) {
  const width = 100 / columns.length;
  return (
    <div className="heat" aria-hidden="true">
      <svg className="heat-rows" width={LEFT} height={HEAD + rows.length * cellHeight} focusable="false">
        {rows.map((row, index) => <text key={row} className="tick" x={LEFT - 6} y={HEAD + index * cellHeight + cellHeight / 2 + 4} textAnchor="end">{row}</text>)}
      </svg>
      <svg className="heat-cells" width="100%" height={HEAD + rows.length * cellHeight} focusable="false">
        {columns.map((column, index) => column && <text key={index} className="tick" x={index === 0 ? "0" : `${(index + 0.5) * width}%`} y="11" textAnchor={index === 0 ? "start" : "middle"}>{column}</text>)}
        {cells.map((cell) => <Fragment key={`${cell.column} ${cell.row}`}>{(cell.opens ?? asItIs)(<Cell cell={cell} width={width} height={cellHeight} />)}</Fragment>)}
      </svg>
    </div>
  );
}

const asItIs = (drawing: ReactNode) => drawing;

function Cell({ cell: { column, row, level, bad, text, title }, width, height }: { cell: HeatCell; width: number; height: number }) {
  const y = HEAD + row * height;
  return (
    <g className={bad ? "cell is-bad" : "cell"}>
      <rect x={`${column * width}%`} y={y} width={`${width}%`} height={height} fillOpacity={bad ? 1 : 0.06 + level * 0.7}>
        <title>{title}</title>
      </rect>
      {text && <text x={`${(column + 0.5) * width}%`} y={y + height / 2 + 4} textAnchor="middle">{text}</text>}
    </g>
  );
}
