// Tables as the sanitiser writes them: no widths, spans only where there are any, the reach of a heading kept.
import { Table, TableCell, TableHeader, TableRow } from "django-prose-editor/editor";

const MOST = 999;

const span = (name) => ({
  default: 1,
  parseHTML: (element) => Math.min(MOST, Math.max(1, parseInt(element.getAttribute(name), 10) || 1)),
  renderHTML: ({ [name]: value }) => (value > 1 ? { [name]: value } : {}),
});

const attributes = () => ({
  colspan: span("colspan"),
  rowspan: span("rowspan"),
  // The library asks for it; nobody sets widths here.
  colwidth: { default: null, rendered: false, parseHTML: () => null },
});

const scope = {
  default: null,
  parseHTML: (element) => element.getAttribute("scope"),
  renderHTML: ({ scope: value }) => (value ? { scope: value } : {}),
};

export const tables = [
  Table.configure({ resizable: false }),
  TableRow,
  TableCell.extend({ addAttributes: attributes }),
  TableHeader.extend({ addAttributes: () => ({ ...attributes(), scope }) }),
];
